/** Why a message stays in its queue. */
export type StayReason =
  /** It is not JSON. */
  | 'unreadable'
  /** It is not an event that a rule matches. */
  | 'other-event'
  /** The detector failed on it, or could not use its record. */
  | 'not-handled'
  /** The detector handled it, but it could not be removed. */
  | 'not-removed'
  /** It was in progress when a failure ended the pass. */
  | 'not-handed-over';

/** A message that stays in its queue. */
export interface Stay {
  readonly id: string;
  readonly reason: StayReason;
  /** What it contains, as received, if that is the reason. */
  readonly seen?: unknown;
}

/** What can fail in a pass. A failure of any but the last ends the pass before the end of the queue. */
export type RedriveStep = 'receive' | 'invoke' | 'remove' | 'give-back';

/** A failure, with the error of the queue or the detector as it was thrown. */
export interface RedriveFailure {
  readonly step: RedriveStep;
  readonly error: unknown;
}

/** What happened to the messages of one queue. */
export interface RedriveReport {
  /** Messages that the detector handled and that are gone. In a dry run: messages that would be sent to it. */
  readonly handedOver: number;
  readonly stays: readonly Stay[];
  /** In the order in which they happened. Without a `give-back`, the messages that stay are visible at once. */
  readonly failures: readonly RedriveFailure[];
}
