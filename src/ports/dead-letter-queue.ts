/** A message of a dead-letter queue, as received. */
export interface DeadLetter {
  /** The id of the message. */
  readonly id: string;
  readonly body: string;
  /** The handle to remove it or to give it back; only the last one received is valid. */
  readonly receipt: string;
}

/**
 * Holds events that RegionSweep has not counted.
 * Every method rejects with the queue's own error when the queue fails.
 */
export interface DeadLetterQueue {
  /**
   * Receives at most ten messages, and hides them from other readers for some minutes. None when the queue is empty or
   * all its messages are hidden.
   */
  receive(): Promise<readonly DeadLetter[]>;

  /** Deletes messages. @returns the IDs of those that it could not delete. */
  remove(letters: readonly DeadLetter[]): Promise<ReadonlySet<string>>;

  /** Makes messages visible to other readers again, at once. */
  giveBack(letters: readonly DeadLetter[]): Promise<void>;
}
