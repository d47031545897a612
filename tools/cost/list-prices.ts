/**
 * List prices of us-east-1 in US dollars, without free tier and volume discounts. Some come from summaries of the
 * pages that they name. `docs/cost.md` shows them all.
 */
export const PRICES_AS_OF = 'November 2026';

/** A price for a number of units. */
export interface Price {
  readonly dollars: number;
  readonly units: number;
  readonly unit: string;
  /** The AWS page with the price. */
  readonly source: string;
}

const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const EVENTBRIDGE = 'https://aws.amazon.com/eventbridge/pricing/';
const SQS = 'https://aws.amazon.com/sqs/pricing/';
const SNS = 'https://aws.amazon.com/sns/pricing/';
const KMS = 'https://aws.amazon.com/kms/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

export const PRICES = {
  lambdaRequest: perMillion(0.2, 'Lambda invocation', LAMBDA),
  lambdaGigabyteSecond: perMillion(13.3334, 'Lambda GB-second on arm64', LAMBDA),
  writeUnit: perMillion(0.625, 'DynamoDB write unit, on demand', DYNAMODB),
  readUnit: perMillion(0.125, 'DynamoDB read unit, on demand', DYNAMODB),
  forwardedEvent: perMillion(1, 'event to a bus in another region or account', EVENTBRIDGE),
  queueRequest: perMillion(0.4, 'request to a standard queue', SQS),
  publishedChunk: perMillion(0.5, '64 KB published to SNS', SNS),
  email: perMillion(20, 'e-mail', SNS),
  webDelivery: perMillion(0.6, 'HTTPS delivery, as to Slack', SNS),
  keyRequest: perMillion(3, 'request to a KMS key', KMS),
  logGigabyte: single(0.5, 'GB of log', CLOUDWATCH),
  alarmMetric: single(0.1, 'metric that an alarm looks at, per month', CLOUDWATCH),
  metric: single(0.3, 'custom metric with its dimensions, per month', CLOUDWATCH),
  dashboard: single(3, 'dashboard beyond the three free ones, per month', CLOUDWATCH),
  key: single(1, 'KMS key, per month', KMS),
} as const satisfies Readonly<Record<string, Price>>;

export function costOf({ dollars, units }: Price, used: number): number {
  return (dollars * used) / units;
}

function perMillion(dollars: number, unit: string, source: string): Price {
  return { dollars, units: 1_000_000, unit, source };
}

function single(dollars: number, unit: string, source: string): Price {
  return { dollars, units: 1, unit, source };
}
