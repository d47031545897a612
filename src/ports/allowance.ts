/** A stretch of time. */
export interface Period {
  /** Seconds since the epoch. */
  readonly start: number;
  readonly seconds: number;
}

/** Counters that all processes share. They bound what subscribers receive. */
export interface Allowance {
  /**
   * Takes one from an allowance. Every call counts, whether the caller uses what it took or not.
   *
   * @returns how many were taken in this period, this one included. It may be too high if the storage repeated a
   * request whose answer was lost.
   * @throws the error of the storage.
   */
  take(name: string, period: Period): Promise<number>;
}

/** The period of this length that contains a time. Periods start at multiples of their length. */
export function periodAt(milliseconds: number, seconds: number): Period {
  return { start: Math.floor(milliseconds / 1000 / seconds) * seconds, seconds };
}
