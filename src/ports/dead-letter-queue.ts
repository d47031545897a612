/** A message of a dead-letter queue, as received. */
export interface DeadLetter {
  /** The id of the message. */
  readonly id: string;
  readonly body: string;
  /** Needed to remove the message or give it back. Only the latest receipt is valid. */
  readonly receipt: string;
}

/**
 * A queue of events that RegionSweep has not counted.
 * Every method rejects with the error of the queue if the queue is unreachable.
 */
export interface DeadLetterQueue {
  /**
   * Receives at most ten messages, and hides them from other receivers for some minutes. The list is empty if the queue
   * is empty or all its messages are hidden.
   */
  receive(): Promise<readonly DeadLetter[]>;

  /** Deletes messages. @returns the ids of the messages that it could not delete. */
  remove(letters: readonly DeadLetter[]): Promise<ReadonlySet<string>>;

  /** Makes messages visible to other receivers again at once. */
  giveBack(letters: readonly DeadLetter[]): Promise<void>;
}
