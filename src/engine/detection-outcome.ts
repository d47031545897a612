import type { Finding } from '../detection/finding';
import type { Call } from '../detection/model';
import type { Notification } from '../detection/notification';
import type { Sweep } from '../detection/sweep';
import type { Partition } from '../ports/sweep-store';

/** What became of calls that were handled together. */
export interface DetectionOutcome {
  /** What was published on the way, in that order; also for calls that failed after it. */
  readonly notifications: readonly PublishedNotification[];
  /** The sweeps that calls turned out to be part of, as the ledger then had them; one for each group of calls. */
  readonly sweeps: readonly TouchedSweep[];
  /** The calls that have to be handled again. Handling any others with them does no harm. */
  readonly failures: readonly CallFailure[];
  /**
   * How many of the calls had been stored before. Calls that were skipped, because a full bucket has their regions
   * already, are not among them.
   */
  readonly redeliveries: number;
}

export interface PublishedNotification {
  readonly notification: Notification;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
}

export interface TouchedSweep {
  readonly partition: Partition;
  readonly sweep: Sweep;
}

/** Calls of one rule, principal and bucket that could not be handled to the end. */
export interface CallFailure {
  /** The very objects that were given. */
  readonly calls: readonly Call[];
  /** What the store or the notifier threw, or a `DetectionError`. */
  readonly error: unknown;
}

/**
 * The findings that an outcome told of, for those who cannot handle calls again.
 *
 * @throws the error of the first failure, if there is one.
 */
export function findingsOrThrow({ notifications, failures }: DetectionOutcome): Finding[] {
  const [failure] = failures;
  if (failure !== undefined) {
    throw failure.error;
  }
  return notifications.map(({ notification }) => notification.finding);
}
