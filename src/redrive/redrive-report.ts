/** Why a message stays in its queue. */
export type StayReason =
  /** It is no JSON. */
  | 'unreadable'
  /** It is no event that a rule lets through. */
  | 'other-event'
  /** The detector gave it back. */
  | 'not-handled'
  /** The detector is done with it, but it could not be removed. */
  | 'not-removed'
  /** It was in hand when a failure ended the pass. */
  | 'not-handed-over';

/** A message that stays in its queue. */
export interface Stay {
  readonly id: string;
  readonly reason: StayReason;
  /** What was found in it, as received; only where that is the reason. */
  readonly seen?: unknown;
}

/** What can fail in a pass. Any but the last ends it before the queue was seen whole. */
export type RedriveStep = 'receive' | 'invoke' | 'remove' | 'give-back';

/** A failure, with the error of the queue or the detector as it was thrown. */
export interface RedriveFailure {
  readonly step: RedriveStep;
  readonly error: unknown;
}

/** What became of the messages of one queue. */
export interface RedriveReport {
  /** Messages that were handed over and are gone. In a dry run: that would be handed over. */
  readonly handedOver: number;
  readonly stays: readonly Stay[];
  /** In the order in which they came. Without a `give-back`, all that stays can be seen again at once. */
  readonly failures: readonly RedriveFailure[];
}
