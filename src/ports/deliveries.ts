/** Upper bounds of the classes of lags, in seconds. Longer ones count as the last, of two weeks. */
export const LAG_BOUNDS = [
  15, 30, 60, 120, 180, 300, 420, 600, 900, 1200, 1800, 3600, 7200, 14_400, 86_400, 1_209_600,
] as const;

/** How many lags are in each class of {@link LAG_BOUNDS}, by index. Missing members are zero. */
export type LagCounts = readonly number[];

/** An account and region. */
export interface Place {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/** How the calls of a place came. */
export interface Delivery {
  /** Trail files. */
  readonly files: number;
  /** The calls in them. */
  readonly calls: number;
  /** How many of these EventBridge had brought before. */
  readonly brought: number;
  /** How many of these may have come by either path: a full bucket knows only some of its calls. */
  readonly unjudged: number;
  /** From a call to the reading of its trail file: the longest one of each file. */
  readonly trailLags: LagCounts;
  /** From a call to its arrival by EventBridge: that of the first call in a bucket. */
  readonly eventBridgeLags: LagCounts;
}

/** A trail file that was read to its end. */
export interface FileDelivery extends Place, Omit<Delivery, 'files'> {
  readonly key: string;
  /** The hour in which CloudTrail wrote it, in seconds since the epoch. */
  readonly hour: number;
}

/** The places of an account, and when trail files of them came. */
export interface AccountHours {
  readonly account: string;
  /** The latest hour in `heard`, in seconds since the epoch. */
  readonly until: number;
  /** By region: bit n is set if a file was written n hours before `until`. */
  readonly heard: ReadonlyMap<string, bigint>;
}

/** What is kept of the delivery of calls, shared by all processes. Every method throws the error of the storage. */
export interface Deliveries {
  /**
   * Notes a trail file once, however often it is read.
   *
   * @returns false, with nothing changed, if it was noted before.
   */
  note(file: FileDelivery): Promise<boolean>;

  /** The places from which files came that were written in an hour. @param hour in seconds since the epoch. */
  readHour(hour: number): Promise<readonly (Place & Delivery)[]>;

  /** All accounts that trail files came from in the last weeks. */
  readAccounts(): Promise<readonly AccountHours[]>;

  /** Replaces what is known of an account. */
  writeAccount(hours: AccountHours): Promise<void>;
}
