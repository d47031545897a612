/** The members of the keys that are objects. */
import { DEFAULT_QUOTA_SETTINGS } from '../detection/rules/get-service-quota';
import type { OwnSettings } from '../detection/rules/rule';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import { MAX_SCORE } from '../detection/severity/assess';
import { SIGNAL_IDS } from '../detection/severity/signal-catalog';
import type { Members, Value } from './config-key';
import { regionRefusal } from './region-problems';

/**
 * The most accounts to list. They take some 8,500 of the 10,240 characters that EventBridge allows for the policy of a
 * bus.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const MAX_ACCOUNTS = 250;

const ACCOUNT_FIX = 'Write all 12 digits in quotes: a number loses its leading zeros.';

/** An account ID is text: as a number it would lose its leading zeros. */
const ACCOUNT_ID = /^[0-9]{12}$/;

/**
 * IDs as AWS Organizations defines them.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html
 */
export const ORGANIZATION_MEMBERS = {
  id: {
    kind: 'text',
    format: /^o-[a-z0-9]{10,32}$/,
    description: 'The organization; every account in it may send events to the hub',
    allowed:
      'the ID of an organization: o- and 10 to 32 lowercase letters or digits, for example o-a1b2c3d4e5',
    fix: 'Copy the ID that "aws organizations describe-organization" prints.',
  },
  units: {
    kind: 'list',
    format: /^(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|r-[0-9a-z]{4,32})$/,
    description: 'Organizational units, or the root, whose accounts get forwarders from StackSets',
    allowed:
      'a list of IDs of organizational units, for example ou-a1b2-c3d4e5f6, or of the root, for example r-a1b2',
    fix: 'Copy the IDs, not the names, from the account tree in the AWS Organizations console.',
  },
  accounts: {
    kind: 'list',
    format: ACCOUNT_ID,
    description: 'Accounts outside the organization that may send events to the hub',
    allowed: `a list of at most ${MAX_ACCOUNTS} account IDs, each 12 digits in quotes`,
    fix: ACCOUNT_FIX,
  },
  managementAccount: {
    kind: 'text',
    format: ACCOUNT_ID,
    description:
      'The management account; its forwarders are separate stacks, because StackSets cannot reach it',
    allowed: 'an account ID, 12 digits in quotes',
    fix: ACCOUNT_FIX,
  },
} as const satisfies Readonly<Record<string, Value & { readonly description: string }>>;

/**
 * Where a trail is.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
 */
export const TRAIL_MEMBERS = {
  bucket: {
    kind: 'text',
    format: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    description: 'The S3 bucket of the trail; may belong to another account',
    allowed: 'the name of an S3 bucket, without s3://',
    fix: 'Copy S3BucketName from the output of "aws cloudtrail describe-trails".',
    isRequired: true,
  },
  prefix: {
    kind: 'text',
    format: /^(?!(?:.*\/)?AWSLogs(?:\/|$))(?!\/)[\w!.*'()/-]{1,200}(?<!\/)$/,
    description: 'What stands before `AWSLogs/` in the keys of the objects',
    allowed:
      'the part of the keys before /AWSLogs/, of at most 200 characters, without a slash at either end',
    fix: 'Copy S3KeyPrefix from the output of "aws cloudtrail describe-trails", or remove prefix if your trail has no S3KeyPrefix.',
  },
  region: {
    kind: 'text',
    format: /^[a-z0-9-]{1,32}$/,
    check: regionRefusal,
    description: 'The region of the S3 bucket, if it is not that of the hub',
    allowed: 'the name of a region',
    fix: 'Run "aws s3api get-bucket-location", or remove it if the bucket is in the region of the hub.',
  },
  keyArn: {
    kind: 'text',
    format: /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    description: 'The KMS key that encrypts the objects',
    allowed: 'the ARN of a KMS key, not of an alias',
    fix: 'Copy KmsKeyId from the output of "aws cloudtrail describe-trails", or remove keyArn if your trail has no KmsKeyId.',
  },
  topicArn: {
    kind: 'text',
    format: /^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
    description:
      'The SNS topic that announces the objects; without it, the S3 bucket must send events to EventBridge, in the account and region of the hub',
    allowed: 'the ARN of an SNS topic',
    fix: 'Copy SnsTopicARN from the output of "aws cloudtrail describe-trails", or the topic from the event notifications of the S3 bucket.',
  },
} as const satisfies Readonly<Record<string, Value & { readonly description: string }>>;

/** As CloudFormation takes them in `AWS::Chatbot::SlackChannelConfiguration`. */
export const SLACK_MEMBERS = {
  workspaceId: {
    kind: 'text',
    format: /^[0-9A-Z]{1,255}$/,
    allowed: 'the ID of a Slack workspace: capital letters and digits, for example T0123ABCD',
    isRequired: true,
  },
  channelId: {
    kind: 'text',
    format: /^[A-Za-z0-9]{1,255}$/,
    allowed: 'the ID of a Slack channel: letters and digits, for example C0123ABCD',
    isRequired: true,
  },
} as const satisfies Members;

/** The points of each signal, and the lowest score of each severity. */
export const SEVERITY_MEMBERS = {
  points: {
    kind: 'object',
    members: sameFor(SIGNAL_IDS, { kind: 'integer', min: -MAX_SCORE, max: MAX_SCORE }),
  },
  cutoffs: {
    kind: 'object',
    members: sameFor(['low', 'medium', 'high', 'critical'], {
      kind: 'integer',
      min: 1,
      max: MAX_SCORE,
    }),
  },
} as const satisfies Members;

/** A setting that only one rule has. Its default is a value, as in the table of keys. */
export type OwnKey = Value & { readonly description: string; readonly default: unknown };

/** The settings that only single rules have, by rule. */
export const OWN_KEYS: Readonly<
  Partial<Record<RuleId, Readonly<Partial<Record<keyof OwnSettings, OwnKey>>>>>
> = {
  'get-service-quota': {
    quotas: {
      kind: 'list',
      format: /^L-[0-9A-F]{8}$/,
      min: 1,
      // A pattern of EventBridge has at most 2,048 characters.
      max: 40,
      default: DEFAULT_QUOTA_SETTINGS.quotas,
      description: 'Codes of the EC2 quotas that count',
      allowed:
        'a list of 1 to 40 quota codes, each L- and 8 hexadecimal digits in capitals, for example L-34B43A08',
      fix: 'Copy codes that "aws service-quotas list-service-quotas --service-code ec2" prints, or remove it: then the default applies.',
    },
    awsDefaultQuota: {
      kind: 'boolean',
      default: DEFAULT_QUOTA_SETTINGS.awsDefaultQuota,
      description: 'Whether `GetAWSDefaultServiceQuota` counts too, not only `GetServiceQuota`',
      fix: 'Write true or false, or remove it: then the default applies.',
    },
  },
};

/** The members of `rules`: for each rule any of the settings for all rules, and those that only it has. */
export function membersByRule(settings: Members, own: Readonly<Record<string, Members>>): Members {
  return Object.fromEntries(
    RULE_IDS.map((id) => [
      id,
      {
        kind: 'object',
        members: { ...settings, ...own[id] },
        fix: 'Use an allowed value, or remove it: then the setting for all rules applies.',
      },
    ]),
  );
}

function sameFor(names: readonly string[], value: Value): Members {
  return Object.fromEntries(names.map((name) => [name, value]));
}
