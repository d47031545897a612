import type { Call } from '../model';

/** Why a record is ignored: it does not concern any rule. */
export const IGNORE_REASONS = [
  'other-event',
  'other-event-type',
  'rule-disabled',
  'source-mismatch',
  'account-mismatch',
  'digest-file',
  'insight',
  'aggregated-event',
  's3-notification',
] as const;
export type IgnoreReason = (typeof IGNORE_REASONS)[number];

/** Why a record is rejected: it concerns a rule but is malformed. */
export const REJECT_REASONS = [
  'not-a-record',
  'unreadable-record-text',
  'missing-event-time',
  'unreadable-event-time',
  'missing-region',
  'unreadable-region',
  'missing-event-id',
  'unreadable-event-id',
  'unattributed',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** The outcome for a record. It is never an exception, so a bad record does not affect the others. */
export type RecordOutcome =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'ignored'; readonly reason: IgnoreReason }
  | { readonly kind: 'rejected'; readonly reason: RejectReason };

export function ignored(reason: IgnoreReason): RecordOutcome {
  return { kind: 'ignored', reason };
}

export function rejected(reason: RejectReason): RecordOutcome {
  return { kind: 'rejected', reason };
}
