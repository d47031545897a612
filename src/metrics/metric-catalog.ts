/**
 * The metrics that the functions write and that alarms and the dashboard read. Pure data, so that the infrastructure
 * can share it.
 */
import type { IgnoreReason, RejectReason } from '../detection/cloudtrail/record-outcome';

/** CloudWatch namespace of all metrics. */
export const METRIC_NAMESPACE = 'RegionSweep';

/** Value of the dimension `service` of all metrics. */
export const SERVICE = 'regionsweep';

/** Value of the dimension `region` for all regions that have no metric of their own. */
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
  /** Each set of dimensions that is written. CloudWatch finds a metric only by a complete set. */
  readonly dimensionSets: readonly (readonly MetricDimension[])[];
}

export const METRICS = {
  /**
   * Calls received, including redeliveries, calls that failed, and calls of the heartbeat. The heartbeat writes a zero
   * for each rule and region that it calls, so that an hour in which its calls did not arrive has a value: zero.
   */
  calls: {
    name: 'Calls',
    unit: 'Count',
    dimensionSets: [['service'], ['service', 'ruleId', 'region']],
  },
  /** Records received that are not calls, by reason. */
  recordsNotUsed: {
    name: 'RecordsNotUsed',
    unit: 'Count',
    dimensionSets: [['service'], ['service', 'reason']],
  },
  /** Incidents opened, with or without an alert, by rule of their lead. */
  incidents: {
    name: 'Incidents',
    unit: 'Count',
    dimensionSets: [['service'], ['service', 'ruleId', 'severity']],
  },
  /** Alerts by kind: an incident opened, escalated, updated or closed. */
  notifications: {
    name: 'Notifications',
    unit: 'Count',
    dimensionSets: [['service'], ['service', 'kind']],
  },
  /** Incidents opened whose findings the allow-list covers, so that they send no alert. */
  incidentsCovered: {
    name: 'IncidentsCovered',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  /**
   * Expired allow-list entries, which no longer cover anything. Each process of the detector writes the number at its
   * first call and then at most once per hour, so read the maximum.
   */
  allowlistExpired: {
    name: 'AllowlistExpired',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  /** Time from the last call of an incident's most severe sweep (event time) to the alert. */
  notificationLatency: {
    name: 'NotificationLatency',
    unit: 'Milliseconds',
    dimensionSets: [['service']],
  },
  /** Calls that were delivered again after they had been counted. */
  redeliveries: {
    name: 'Redeliveries',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  /** Calls that the detector failed on; they will be delivered again. */
  callsNotHandled: {
    name: 'CallsNotHandled',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  /** Synthetic findings that reached the follow-up. The heartbeat writes a zero every hour. */
  syntheticFindings: {
    name: 'SyntheticFindings',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  /** What the hourly check finds; each check that fails counts as one. Without an organization, only the first is written. */
  subscribersMissing: {
    name: 'SubscribersMissing',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  organizationMismatch: {
    name: 'OrganizationMismatch',
    unit: 'Count',
    dimensionSets: [['service']],
  },
  stackInstancesNotCurrent: {
    name: 'StackInstancesNotCurrent',
    unit: 'Count',
    dimensionSets: [['service']],
  },
} as const satisfies Readonly<Record<string, Metric>>;
