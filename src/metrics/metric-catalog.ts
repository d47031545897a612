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

export type MetricDimension =
  | 'service'
  | 'region'
  | 'reason'
  | 'ruleId'
  | 'severity'
  | 'kind'
  | 'category';

/**
 * One metric.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Milliseconds' | 'Percent';
  /** Each set of dimensions that is written. CloudWatch finds a metric only by a complete set. */
  readonly dimensionSets: readonly (readonly MetricDimension[])[];
}

export const METRICS = {
  /**
   * Calls received, including redeliveries, calls that failed, and calls of the heartbeat. The heartbeat writes a zero
   * for each rule and region that it calls, so that an hour in which its calls did not arrive has a value: zero.
   */
  calls: count('Calls', 'ruleId', 'region'),
  /** Watched calls received, including redeliveries and calls that failed, by category. */
  watchedCalls: count('WatchedCalls', 'category'),
  /** Records received that are neither calls nor watched calls, by reason. */
  recordsNotUsed: count('RecordsNotUsed', 'reason'),
  /** Incidents opened, with or without an alert, by rule of their lead. */
  incidents: count('Incidents', 'ruleId', 'severity'),
  /** Alerts by kind: an incident opened, escalated, updated or closed. */
  notifications: count('Notifications', 'kind'),
  /** Incidents opened whose findings the allow-list covers, so that they send no alert. */
  incidentsCovered: count('IncidentsCovered'),
  /**
   * Expired allow-list entries, which no longer cover anything. Each process of the detector writes the number at its
   * first call and then at most once per hour, so read the maximum.
   */
  allowlistExpired: count('AllowlistExpired'),
  /** Time from the last call of an incident's most severe sweep (event time) to the alert. */
  notificationLatency: {
    name: 'NotificationLatency',
    unit: 'Milliseconds',
    dimensionSets: [['service']],
  },
  /** Calls that were delivered again after they had been counted. */
  redeliveries: count('Redeliveries'),
  /** Calls that the detector failed on; they will be delivered again. */
  callsNotHandled: count('CallsNotHandled'),
  /** Trail files read to their end. `regionsweep coverage` has them by account and region, at no cost per region. */
  trailFiles: count('TrailFiles'),
  /**
   * Objects and messages that the trail reader did not read, or not completely, by reason; see
   * `src/collection/not-read.ts`. An object that is delivered again counts each time.
   */
  trailFilesNotRead: count('TrailFilesNotRead', 'reason'),
  /**
   * Calls in trail files, including those that EventBridge delivered too. Without watched calls, so that a trail that
   * leaves out read events has none.
   */
  trailCalls: count('TrailCalls'),
  /** Time from the latest call in a trail file (event time) to when it was handled. */
  trailLag: { name: 'TrailLag', unit: 'Milliseconds', dimensionSets: [['service']] },
  /** Accounts and regions that trail files came from, and have fallen silent. Counted every hour. */
  silentPlaces: count('SilentPlaces'),
  /** Accounts and regions most of whose calls in an hour came by the trail alone. */
  missedPlaces: count('MissedPlaces'),
  /** The share of the calls of an hour that EventBridge brought, by region; 30 minutes after its end. */
  eventBridgeShare: {
    name: 'EventBridgeShare',
    unit: 'Percent',
    dimensionSets: [['service', 'region']],
  },
  /** Synthetic findings that reached the follow-up. The heartbeat writes a zero every hour. */
  syntheticFindings: count('SyntheticFindings'),
  /** What the hourly check finds; each check that fails counts as one. Without an organization, only the first is written. */
  subscribersMissing: count('SubscribersMissing'),
  organizationMismatch: count('OrganizationMismatch'),
  stackInstancesNotCurrent: count('StackInstancesNotCurrent'),
} as const satisfies Readonly<Record<string, Metric>>;

/** @param by dimensions of a second value next to the total. */
function count(name: string, ...by: readonly MetricDimension[]): Metric {
  const dimensionSets = [['service'], ['service', ...by]] as const;
  return { name, unit: 'Count', dimensionSets: by.length === 0 ? [['service']] : dimensionSets };
}
