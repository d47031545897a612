import type { Bucket } from '../detection/bucket';
import type { LedgerState } from '../detection/incident/ledger';
import type { Partition, TrackedCall } from '../detection/model';

/** A ledger as read. One that does not exist has version 0 and lists nothing. */
export interface Ledger extends LedgerState {
  readonly version: number;
}

/** The result of an addition of calls. */
export interface Addition {
  /** The bucket with these calls and all calls that any process added before. */
  readonly bucket: Bucket;
  /**
   * The number of calls that had been added before, including the second of two equal calls in one addition.
   * It may be too high if the store repeated a request whose answer was lost. No finding depends on it.
   */
  readonly repeats: number;
  /** What the bucket held before. */
  readonly before: BucketBefore;
}

/** A bucket before an addition. */
interface BucketBefore {
  readonly eventIds: ReadonlySet<string>;
  /**
   * When EventBridge brought the first call of the bucket, in seconds since the epoch. Absent where it brought none, or
   * the store does not note it.
   */
  readonly heardAt?: number;
  /** Whether an earlier try of the same addition, whose answer was lost, may have added some of this. */
  readonly isUncertain?: boolean;
}

/**
 * The store of calls and sweeps. Any number of processes can use it at once.
 * Every method rejects with the error of the store if the store is unreachable; the caller retries.
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
   * It sees every addition that resolved before the read began.
   */
  readBuckets(partition: Partition, first: number, last: number): Promise<Bucket[]>;

  /**
   * Reads the ledger of an identity. It sees every write that resolved before the read began.
   *
   * @param identity its key.
   */
  readLedger(identity: string): Promise<Ledger>;

  /**
   * Replaces a ledger if its version has not changed since it was read.
   *
   * @param version as read; 0 if the ledger must not exist yet.
   * @returns false, with nothing changed, if another process wrote first.
   */
  writeLedger(identity: string, state: LedgerState, version: number): Promise<boolean>;
}
