import * as z from 'zod/mini';
import { SILENCE_HOURS } from './allowed';
import { INGESTIONS } from './config';
import {
  byRule,
  NOTIFICATION_FIELDS,
  RULE_SETTINGS,
  STATE_FIELDS,
  THRESHOLD_FIELDS,
} from './detection-schema';
import { maxLength, minLength } from './length-checks';
import { SEVERITY_OVERRIDES } from './severity-schema';

/** A text that matches a pattern. */
const matching = (pattern: RegExp) => z.string().check(z.regex(pattern));

/** As CloudFormation takes it in `AWS::Chatbot::SlackChannelConfiguration`. */
const SLACK_CHANNEL = z.strictObject({
  workspaceId: matching(/^[0-9A-Z]{1,255}$/),
  channelId: matching(/^[A-Za-z0-9]{1,255}$/),
});

/** An account id is text: as a number it would lose the zeros that it begins with. */
const ACCOUNT_ID = matching(/^[0-9]{12}$/);

/**
 * Ids as AWS Organizations has them.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html
 */
const ORGANIZATION = z.partial(
  z.strictObject({
    id: matching(/^o-[a-z0-9]{10,32}$/),
    units: z.array(matching(/^(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|r-[0-9a-z]{4,32})$/)),
    accounts: z.array(ACCOUNT_ID),
    managementAccount: ACCOUNT_ID,
  }),
);

/** An override of a rule: any of its settings. */
const RULE_OVERRIDE = z.partial(RULE_SETTINGS);

/** What a user may give, once texts are read. Every key is optional. */
export const CONTEXT_SCHEMA = z.partial(
  z.strictObject({
    ...THRESHOLD_FIELDS,
    rules: z.partial(byRule(RULE_OVERRIDE)),
    severity: SEVERITY_OVERRIDES,
    ...NOTIFICATION_FIELDS,
    // Which regions there are is checked apart: the message depends on the region.
    regions: z.array(z.string()),
    organization: ORGANIZATION,
    ingestion: z.enum(INGESTIONS),
    emails: z.array(z.email()),
    slack: SLACK_CHANNEL,
    securityHub: z.boolean(),
    allowlist: z.string().check(minLength(1), maxLength(1024)),
    silenceHours: z.int().check(z.gte(SILENCE_HOURS.min), z.lte(SILENCE_HOURS.max)),
    heartbeat: z.boolean(),
    ...STATE_FIELDS,
  }),
);

/** What a user gave, valid in itself. */
export type GivenConfig = z.infer<typeof CONTEXT_SCHEMA>;

/** The members of `slack`. */
export const SLACK_KEYS: readonly string[] = Object.keys(SLACK_CHANNEL.shape);

/** The members of `organization`. */
export const ORGANIZATION_KEYS: readonly string[] = Object.keys(ORGANIZATION.shape);
