import { type Allowance, periodAt } from '../ports/allowance';
import type { Clock } from '../ports/clock';

/** Resolves after this many milliseconds. */
export type Sleep = (milliseconds: number) => Promise<void>;

export interface FreeSecondParts {
  readonly allowance: Allowance;
  readonly clock: Clock;
}

/** How many seconds to try, this one included. */
const SECONDS_TO_TRY = 5;

/**
 * Takes the first of the next seconds in which fewer than `perSecond` messages of this name are sent.
 *
 * @returns the milliseconds to wait until it; `undefined` if none is free.
 */
export async function takeFreeSecond(
  name: string,
  { allowance, clock }: FreeSecondParts,
  perSecond = 1,
): Promise<number | undefined> {
  const { start } = periodAt(clock(), 1);
  for (let second = start; second < start + SECONDS_TO_TRY; second += 1) {
    if ((await allowance.take(name, { start: second, seconds: 1 })) <= perSecond) {
      return Math.max(0, second * 1000 - clock());
    }
  }
  return undefined;
}
