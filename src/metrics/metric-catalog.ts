/**
 * The metrics of the project: what its functions write, and what alarms and the dashboard read.
 * Pure data, so that the infrastructure can share it.
 */
import type { IgnoreReason, RejectReason } from '../detection/cloudtrail/parse-call';

/** CloudWatch namespace of every metric here. */
export const METRIC_NAMESPACE = 'RegionSweep';

/** Value of the dimension `service`, which every metric has. */
export const SERVICE = 'regionsweep';

/** Value of the dimension `region` for a region that is not in the list the stack gives to the function. */
export const OTHER_REGION = 'other';

/** Values of the dimension `reason`. */
export type NotUsedReason = IgnoreReason | RejectReason;

export type MetricDimension = 'service' | 'region' | 'reason' | 'ruleId' | 'severity' | 'kind';

/**
 * One metric.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Milliseconds';
  /** Every combination of dimensions that it can be read by. A metric is found by all of its dimensions only. */
  readonly dimensionSets: readonly (readonly MetricDimension[])[];
}

export const METRICS = {
  /**
   * Calls that came in. Redeliveries and calls that could not be handled are among them. The heartbeat enters a zero
   * for the region it calls, so that an hour without an answer is known from one without a question.
   */
  calls: {
    name: 'Calls',
    unit: 'Count',
    dimensionSets: [['service'], ['service', 'region']],
  },
  /** Records that came in and are no calls, by reason. */
  recordsNotUsed: {
    name: 'RecordsNotUsed',
    unit: 'Count',
    dimensionSets: [['service'], ['service', 'reason']],
  },
  /** Findings opened, whether or not people were told of them. */
  findings: {
    name: 'Findings',
    unit: 'Count',
    dimensionSets: [['service'], ['service', 'ruleId', 'severity']],
  },
  /** Notifications to people, by what they say: a finding opened, escalated or closed. */
  notifications: {
    name: 'Notifications',
    unit: 'Count',
    dimensionSets: [['service'], ['service', 'kind']],
  },
  /** Findings that an entry of the allow-list covers, so that they were not published. */
  findingsCovered: {
    name: 'FindingsCovered',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  /**
   * Entries of the allow-list that have expired and cover nothing any more. Every process of the detector says it,
   * at its first call and then once an hour at most, so that the maximum is the number.
   */
  allowlistExpired: {
    name: 'AllowlistExpired',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  /** From the last call that a finding knows of, in event time, to its notification. */
  notificationLatency: {
    name: 'NotificationLatency',
    unit: 'Milliseconds',
    dimensionSets: [['service']],
  },
  /** Calls that had been delivered and stored before. */
  redeliveries: {
    name: 'Redeliveries',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  /** Calls that could not be handled this time; they are delivered again. */
  callsNotHandled: {
    name: 'CallsNotHandled',
    unit: 'Count',
    dimensionSets: [['service']],
  },
} as const satisfies Readonly<Record<string, Metric>>;
