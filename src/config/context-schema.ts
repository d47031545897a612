import * as z from 'zod/mini';
import { byRule, RULE_SETTINGS, STATE_FIELDS, THRESHOLD_FIELDS } from './detection-schema';

/** As CloudFormation takes it in `AWS::Chatbot::SlackChannelConfiguration`. */
const SLACK_CHANNEL = z.strictObject({
  workspaceId: z.string().check(z.regex(/^[0-9A-Z]{1,255}$/)),
  channelId: z.string().check(z.regex(/^[A-Za-z0-9]{1,255}$/)),
});

/** An override of a rule: any of its settings. */
const RULE_OVERRIDE = z.partial(RULE_SETTINGS);

/** What a user may give, once texts are read. Every key is optional. */
export const CONTEXT_SCHEMA = z.partial(
  z.strictObject({
    ...THRESHOLD_FIELDS,
    rules: z.partial(byRule(RULE_OVERRIDE)),
    emails: z.array(z.email()),
    slack: SLACK_CHANNEL,
    ...STATE_FIELDS,
  }),
);

/** What a user gave, valid in itself. */
export type GivenConfig = z.infer<typeof CONTEXT_SCHEMA>;

/** The members that an override of a rule may have. */
export const OVERRIDE_KEYS: readonly string[] = Object.keys(RULE_SETTINGS.shape);

/** The members of `slack`. */
export const SLACK_KEYS: readonly string[] = Object.keys(SLACK_CHANNEL.shape);
