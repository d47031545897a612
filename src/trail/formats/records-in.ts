import { type Unwrapped, unwrap } from '../../detection/cloudtrail/unwrap';

/** A value in a trail file that nobody can read as records. */
export interface NotUnderstood {
  readonly kind: 'not-understood';
  /** What it looks like and how to give it to us, in one or two sentences. */
  readonly message: string;
}

/** Everything in a value of a trail file: records, what is known to hold no call, and what is not understood. */
export type Found = Unwrapped | NotUnderstood;

/** Takes the records out of a value, whatever wraps them. Never throws. */
export function* recordsIn(value: unknown): Generator<Found> {
  yield* unwrap(value);
}
