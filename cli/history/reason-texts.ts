import type { IgnoreReason, RejectReason } from '../../src/detection/cloudtrail/record-outcome';

/** Why a record is not a call. */
export type Reason = IgnoreReason | RejectReason;

/** What the reasons mean. */
export const REASON_TEXTS: Readonly<Record<Reason, string>> = {
  'other-event': 'an event that no rule looks for',
  'other-event-type': 'a copy of a call, such as the event of a VPC endpoint',
  'rule-disabled': 'a call of a disabled rule',
  'source-mismatch': 'the source of the event differs from the record',
  'account-mismatch': 'the account of the event differs from the record',
  'digest-file': 'a digest file, which contains no records',
  insight: 'a CloudTrail Insights event, which is about many calls and is no call itself',
  'aggregated-event': 'an aggregated event, which is a summary of many calls',
  's3-notification': 'a notification about an object in S3, which contains no records',
  'not-a-record': 'not a CloudTrail record: eventSource or eventName is missing',
  'unreadable-record-text': 'CloudTrailEvent is not JSON',
  'missing-event-time': 'eventTime is missing',
  'unreadable-event-time': 'eventTime is not a time such as 2026-01-31T23:59:59Z',
  'missing-region': 'awsRegion is missing',
  'unreadable-region': 'awsRegion is not a string',
  'missing-event-id': 'eventID is missing',
  'unreadable-event-id': 'eventID is not a string',
  unattributed: 'the record names neither a caller nor a source IP',
};
