import type { Sweep } from '../detection/incident/ledger';
import type { Call, TrackedCall } from '../detection/model';
import type { Notification } from '../detection/notification';
import type { Addition } from '../ports/sweep-store';

/** The result of handling calls together. */
export interface DetectionOutcome<Handled = Call> {
  /** The published notifications, in order; also those of calls that failed afterwards. */
  readonly notifications: readonly PublishedNotification[];
  /** The sweeps that the calls belong to, as the ledger lists them. */
  readonly sweeps: readonly TouchedSweep[];
  /** The calls to handle again. Handling others with them does no harm. */
  readonly failures: readonly CallFailure<Handled>[];
  /**
   * How many of the calls had been stored before. Calls that the detector skipped, because a full bucket already has
   * their regions, do not count.
   */
  readonly redeliveries: number;
}

/** The result of handling calls, with what the store held of them before. */
export interface CallsOutcome extends DetectionOutcome {
  /** One for each group of calls that it took. */
  readonly arrivals: readonly Arrival[];
}

/** Calls that the detector handled, of one rule, principal and bucket. */
export interface Arrival extends Pick<Addition, 'bucket' | 'before'> {
  readonly calls: readonly TrackedCall[];
}

export interface PublishedNotification {
  readonly notification: Notification;
  /** Milliseconds since the epoch. */
  readonly publishedAt: number;
}

export interface TouchedSweep {
  /** The key of the identity whose ledger lists it. */
  readonly identity: string;
  readonly sweep: Sweep;
  /** IDs of sweeps that became part of it, or of one that was touched with it. */
  readonly absorbedIds: readonly string[];
}

/** Calls that the detector could not handle completely. */
export interface CallFailure<Handled = Call> {
  /** The same objects that the caller passed. */
  readonly calls: readonly Handled[];
  /** What the store or the notifier threw, or a `DetectionError`. */
  readonly error: unknown;
}
