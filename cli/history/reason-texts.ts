import type { IgnoreReason, RejectReason } from '../../src/detection/cloudtrail/parse-call';

/** Why a record is no call. */
export type Reason = IgnoreReason | RejectReason;

/** What the reasons mean to the person who reads them. */
export const REASON_TEXTS: Readonly<Record<Reason, string>> = {
  'other-event': 'another event than those the rules look for',
  'other-event-type': 'a copy of a call, such as that of a VPC endpoint',
  'rule-disabled': 'a call of a rule that is switched off',
  'source-mismatch': 'the event bus names another source than the record',
  'account-mismatch': 'the event bus names another account than the record',
  'digest-file': 'a digest file, which holds no records',
  'not-a-record': 'no CloudTrail record: eventSource or eventName is missing',
  'unreadable-record-text': 'CloudTrailEvent holds text that is not JSON',
  'missing-event-time': 'eventTime is missing',
  'unreadable-event-time': 'eventTime is no time such as 2026-01-31T23:59:59Z',
  'missing-region': 'awsRegion is missing',
  'unreadable-region': 'awsRegion is no text',
  'missing-event-id': 'eventID is missing',
  'unreadable-event-id': 'eventID is no text',
};
