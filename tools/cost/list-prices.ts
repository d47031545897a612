/**
 * What AWS asks for what the project uses: list prices of us-east-1 in US dollars, without free tier and volume
 * discounts. Looked up when {@link PRICES_AS_OF} says, partly in summaries of the pages that each names; they differ by
 * region and change.
 */

export const PRICES_AS_OF = 'November 2026';

/** A price for a number of units. */
export interface Price {
  readonly dollars: number;
  readonly units: number;
  /** What a unit is, such as `invocation of a function`. */
  readonly unit: string;
  /** The page of AWS with the price. */
  readonly source: string;
}

const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const EVENTBRIDGE = 'https://aws.amazon.com/eventbridge/pricing/';
const SQS = 'https://aws.amazon.com/sqs/pricing/';
const SNS = 'https://aws.amazon.com/sns/pricing/';
const KMS = 'https://aws.amazon.com/kms/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

/** Prices of what is used. */
export const USAGE_PRICES = {
  lambdaRequests: perMillion(0.2, 'invocation of a function', LAMBDA),
  /** $0.0000133334 for each. */
  lambdaGigabyteSeconds: perMillion(13.3334, 'GB-second of a function on arm64', LAMBDA),
  /** Since November 2024, when AWS halved it. */
  tableWriteUnits: perMillion(0.625, 'write unit on demand', DYNAMODB),
  tableReadUnits: perMillion(0.125, 'read unit on demand', DYNAMODB),
  /** The account that sends pays; to receive is free, and so are events of AWS on the bus of their own region. */
  sentEvents: perMillion(1, 'event to a bus of another region or account', EVENTBRIDGE),
  queueRequests: perMillion(0.4, 'request to a standard queue', SQS),
  published: perMillion(0.5, '64 KB published', SNS),
  emails: perMillion(20, 'e-mail', SNS),
  /** To Slack. */
  webDeliveries: perMillion(0.6, 'delivery by HTTPS', SNS),
  /** Topics are encrypted: whoever publishes asks the key twice at most. */
  keyRequests: perMillion(3, 'request to a key', KMS),
  logBytes: { dollars: 0.5, units: 2 ** 30, unit: 'byte of log (a GB)', source: CLOUDWATCH },
} as const satisfies Readonly<Record<string, Price>>;

/** Prices by the month of what is there, used or not. */
export const MONTHLY_PRICES = {
  alarm: monthly(0.1, 'metric that an alarm looks at', CLOUDWATCH),
  metric: monthly(0.3, 'metric with values of its dimensions', CLOUDWATCH),
  dashboard: monthly(3, 'dashboard beyond the three of up to 50 metrics that are free', CLOUDWATCH),
  key: monthly(1, 'key', KMS),
} as const satisfies Readonly<Record<string, Price>>;

function perMillion(dollars: number, unit: string, source: string): Price {
  return { dollars, units: 1_000_000, unit, source };
}

function monthly(dollars: number, unit: string, source: string): Price {
  return { dollars, units: 1, unit, source };
}
