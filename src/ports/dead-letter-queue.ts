/** A message of a dead-letter queue, as received. */
export interface DeadLetter {
  /** The id of the message. */
  readonly id: string;
  readonly body: string;
  /** What removes it or gives it back; the one that was received last counts. */
  readonly receipt: string;
}

/**
 * Where events wait that were not counted.
 * Every method rejects with the queue's own error when the queue cannot be reached.
 */
export interface DeadLetterQueue {
  /**
   * Takes at most ten messages in hand, and hides them from others for some minutes. None when the queue is empty
   * or hides all that is in it.
   */
  receive(): Promise<readonly DeadLetter[]>;

  /** Removes messages for good. @returns the ids of those that could not be removed. */
  remove(letters: readonly DeadLetter[]): Promise<ReadonlySet<string>>;

  /** Shows messages to others again, at once. */
  giveBack(letters: readonly DeadLetter[]): Promise<void>;
}
