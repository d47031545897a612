/**
 * What AWS asks for what the hub uses: list prices of us-east-1 in US dollars, without free tier and volume
 * discounts. Looked up in November 2026, partly in summaries of these pages; they differ by region and change.
 *
 * @see https://aws.amazon.com/lambda/pricing/
 * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
 * @see https://aws.amazon.com/eventbridge/pricing/
 * @see https://aws.amazon.com/sqs/pricing/
 * @see https://aws.amazon.com/cloudwatch/pricing/
 * @see https://aws.amazon.com/kms/pricing/
 */

/** A price for a number of units. */
export interface Price {
  readonly dollars: number;
  readonly units: number;
}

/** Prices of what is used. */
export const USAGE_PRICES = {
  lambdaRequests: perMillion(0.2),
  /** On arm64: $0.0000133334 for each. */
  lambdaGigabyteSeconds: perMillion(13.3334),
  /** Since November 2024, when AWS halved it. */
  tableWriteUnits: perMillion(0.625),
  tableReadUnits: perMillion(0.125),
  /** Events to a bus of another region or account. The account that sends pays; to receive is free. */
  sentEvents: perMillion(1),
  queueRequests: perMillion(0.4),
  logBytes: { dollars: 0.5, units: 2 ** 30 },
} as const satisfies Readonly<Record<string, Price>>;

/** Prices by the month of what is there, used or not. */
export const MONTHLY_PRICES = {
  /** For each metric that an alarm looks at. */
  alarm: 0.1,
  /** For each combination of a metric of the project with values of its dimensions. */
  metric: 0.3,
  dashboard: 3,
  key: 1,
} as const;

function perMillion(dollars: number): Price {
  return { dollars, units: 1_000_000 };
}
