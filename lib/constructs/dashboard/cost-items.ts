import type { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnFunction, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { type Price, USAGE_PRICES } from '../../list-prices';
import { over } from '../operators-alarm';
import { eventRuleMetric, type PlacedRule } from './event-rule-metric';
import { sumOf } from './graphs';

/** Of Lambda, for a function that does not say. */
const DEFAULT_MEMORY_MB = 128;

/** Something that is paid for by use. */
export interface CostItem {
  readonly label: string;
  /** Metric math that gives what was used, in the units of the price. */
  readonly used: string;
  /** The metrics by their ids in `used`. No two items have an id in common. */
  readonly metrics: Readonly<Record<string, IMetric>>;
  readonly price: Price;
}

export interface CostItemsProps {
  readonly detector: Lambda;
  readonly detectorLog: ILogGroup;
  readonly table: ITable;
  /** Rules on the bus that forwarders send to. */
  readonly hubRules: readonly PlacedRule[];
  /** Where calls wait, if they do. */
  readonly queue?: Queue | undefined;
}

/** What a hub is paid for by use, by name. */
export function costItems(props: CostItemsProps, period: Duration) {
  const { detector, detectorLog, table, hubRules, queue } = props;
  const sum = over(period, 'Sum');
  return {
    requests: {
      label: 'Lambda invocations',
      used: 'FILL(invocations, 0)',
      metrics: { invocations: detector.metricInvocations(sum) },
      price: USAGE_PRICES.lambdaRequests,
    },
    compute: {
      label: 'Lambda GB-seconds',
      used: `FILL(milliseconds, 0) / 1000 * ${memoryMegabytes(detector)} / 1024`,
      metrics: { milliseconds: detector.metricDuration(sum) },
      price: USAGE_PRICES.lambdaGigabyteSeconds,
    },
    writes: {
      label: 'DynamoDB write units',
      used: 'FILL(writes, 0)',
      metrics: { writes: table.metricConsumedWriteCapacityUnits(sum) },
      price: USAGE_PRICES.tableWriteUnits,
    },
    reads: {
      label: 'DynamoDB read units',
      used: 'FILL(reads, 0)',
      metrics: { reads: table.metricConsumedReadCapacityUnits(sum) },
      price: USAGE_PRICES.tableReadUnits,
    },
    events: sentEvents(hubRules, period),
    log: {
      label: 'log bytes',
      used: 'FILL(bytes, 0)',
      metrics: { bytes: incomingBytes(detectorLog, period) },
      price: USAGE_PRICES.logBytes,
    },
    ...(queue !== undefined && { queue: queueRequests(queue, period) }),
  } satisfies Readonly<Record<string, CostItem>>;
}

/** What an item was used. */
export function usage({ label, used, metrics }: CostItem, period: Duration): IMetric {
  return new MathExpression({ label, expression: used, usingMetrics: { ...metrics }, period });
}

/** What an item costs, in US dollars. */
export function dollars({ label, used, metrics, price }: CostItem, period: Duration): IMetric {
  return new MathExpression({
    label,
    // Divided rather than multiplied by the price of one, which would be written as 1.25e-7.
    expression: `(${used}) * ${price.dollars} / ${price.units}`,
    usingMetrics: { ...metrics },
    period,
  });
}

function sentEvents(hubRules: readonly PlacedRule[], period: Duration): CostItem {
  const metrics = Object.fromEntries(
    hubRules.map((rule, index) => [`sent${index}`, eventRuleMetric(rule, 'Invocations', period)]),
  );
  return {
    label: 'events from forwarders',
    used: sumOf(Object.keys(metrics).map((id) => `FILL(${id}, 0)`)),
    metrics,
    price: USAGE_PRICES.sentEvents,
  };
}

/** At most: SQS counts messages, and up to ten of them are received or deleted by one request. */
function queueRequests(queue: Queue, period: Duration): CostItem {
  const sum = over(period, 'Sum');
  return {
    label: 'SQS requests, at most',
    used: 'SUM([FILL(puts, 0), FILL(gets, 0), FILL(polls, 0), FILL(deletions, 0)])',
    metrics: {
      puts: queue.metricNumberOfMessagesSent(sum),
      gets: queue.metricNumberOfMessagesReceived(sum),
      polls: queue.metricNumberOfEmptyReceives(sum),
      deletions: queue.metricNumberOfMessagesDeleted(sum),
    },
    price: USAGE_PRICES.queueRequests,
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
function incomingBytes({ logGroupName }: ILogGroup, period: Duration): IMetric {
  return new Metric({
    namespace: 'AWS/Logs',
    metricName: 'IncomingBytes',
    dimensionsMap: { LogGroupName: logGroupName },
    ...over(period, 'Sum'),
  });
}

function memoryMegabytes(lambda: Lambda): number {
  return (lambda.node.defaultChild as CfnFunction).memorySize ?? DEFAULT_MEMORY_MB;
}
