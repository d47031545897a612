import type { Bucket } from '../detection/bucket';
import type { Principal, TrackedCall } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import type { Sweep } from '../detection/sweep';

/** What belongs together in the store: the calls of one rule by one principal, in windows of one length. */
export interface Partition {
  readonly ruleId: RuleId;
  readonly principal: Principal;
  /** Part of the identity: a deployment that changes it begins anew instead of misreading old buckets. */
  readonly windowSeconds: number;
}

/** The sweeps of a partition as read. A ledger that does not exist has version 0 and no sweeps. */
export interface Ledger {
  readonly version: number;
  readonly sweeps: readonly Sweep[];
}

/** What an addition of calls came to. */
interface Addition {
  /** The bucket with these calls and all that were added before, by whomever. */
  readonly bucket: Bucket;
  /**
   * How many of the calls had been added before; the second of two equal ones in one addition counts too.
   * It may be too high by a request that the store repeated because its answer was lost. No verdict rests on it.
   */
  readonly repeats: number;
}

/**
 * Where calls and sweeps are kept. Any number of processes use one store at once.
 * Every method rejects with the store's own error when the store cannot be reached; the caller retries.
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
   * Sees every addition that was finished before the read began.
   */
  readBuckets(partition: Partition, first: number, last: number): Promise<Bucket[]>;

  /** Sees every write that was finished before the read began. */
  readLedger(partition: Partition): Promise<Ledger>;

  /**
   * Replaces a ledger if it still has the version it was read with.
   *
   * @param version as read; 0 when the ledger must not exist yet.
   * @returns false, having changed nothing, when another process wrote first.
   */
  writeLedger(partition: Partition, sweeps: readonly Sweep[], version: number): Promise<boolean>;
}
