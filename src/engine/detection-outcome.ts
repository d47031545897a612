import type { Finding } from '../detection/finding';
import type { Call } from '../detection/model';
import type { Notification } from '../detection/notification';
import type { Sweep } from '../detection/sweep';
import type { Partition } from '../ports/sweep-store';

/** The result of handling calls together. */
export interface DetectionOutcome {
  /** The published notifications, in order; also those of calls that failed afterwards. */
  readonly notifications: readonly PublishedNotification[];
  /** The sweeps that the calls belong to, as the ledger lists them; one for each group of calls. */
  readonly sweeps: readonly TouchedSweep[];
  /** The calls to handle again. Handling others with them does no harm. */
  readonly failures: readonly CallFailure[];
  /**
   * How many of the calls had been stored before. Calls that the detector skipped, because a full bucket already has
   * their regions, do not count.
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

/** Calls of one rule, principal and bucket that the detector could not handle completely. */
export interface CallFailure {
  /** The same objects that the caller passed. */
  readonly calls: readonly Call[];
  /** What the store or the notifier threw, or a `DetectionError`. */
  readonly error: unknown;
}

/**
 * The findings that an outcome notified, for callers that cannot handle calls again.
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
