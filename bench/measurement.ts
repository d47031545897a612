/** One figure, written as a line of JSON. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it was measured on, as far as the name does not say. */
  readonly on?: string;
  /** The budget it has to keep, in words. */
  readonly budget?: string;
}

/** A figure with as many digits as it deserves. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
