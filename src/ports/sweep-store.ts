import type { Bucket } from '../detection/bucket';
import type { Principal, TrackedCall } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import type { Sweep } from '../detection/sweep';

/** What the store keeps together: the calls of one rule by one principal, in windows of one length. */
export interface Partition {
  readonly ruleId: RuleId;
  readonly principal: Principal;
  /** Part of the identity: a deployment that changes it starts with empty buckets instead of misreading old ones. */
  readonly windowSeconds: number;
}

/** The sweeps of a partition as read. A ledger that does not exist has version 0 and no sweeps. */
export interface Ledger {
  readonly version: number;
  readonly sweeps: readonly Sweep[];
}

/** The result of adding calls. */
interface Addition {
  /** The bucket with these calls and all calls that any process added before. */
  readonly bucket: Bucket;
  /**
   * How many of the calls had been added before; the second of two equal calls in one addition counts too. It may be
   * too high when the store repeated a request whose answer was lost. No verdict depends on it.
   */
  readonly repeats: number;
}

/**
 * Keeps calls and sweeps. Any number of processes use one store at once.
 * Every method rejects with the store's own error when the store fails; the caller retries.
 */
export interface SweepStore {
  /**
   * Adds calls of one bucket, idempotently and within the limits of a bucket.
   *
   * @param calls at least one, all of this partition and bucket.
   */
  addCalls(partition: Partition, bucket: number, calls: readonly TrackedCall[]): Promise<Addition>;

  /**
   * Reads the buckets from `first` to `last`, both included, that hold calls, in ascending order.
   * It includes every addition that was finished before the read began.
   */
  readBuckets(partition: Partition, first: number, last: number): Promise<Bucket[]>;

  /** Includes every write that was finished before the read began. */
  readLedger(partition: Partition): Promise<Ledger>;

  /**
   * Replaces a ledger if it still has the version it was read with.
   *
   * @param version as read; 0 when the ledger must not exist yet.
   * @returns false, having changed nothing, when another process wrote first.
   */
  writeLedger(partition: Partition, sweeps: readonly Sweep[], version: number): Promise<boolean>;
}
