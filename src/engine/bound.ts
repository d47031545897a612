import { type Allowance, periodAt } from '../ports/allowance';
import type { Clock } from '../ports/clock';

/** What a bound on messages needs. */
export interface BoundParts {
  readonly allowance: Allowance;
  readonly clock: Clock;
  /** Resolves after this many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Called when the allowances fail. The message then goes out unbounded. */
  readonly onFailure: (error: unknown) => void;
}

const HOUR_SECONDS = 3600;

/** How many seconds to try, this one included. */
const SECONDS_TO_TRY = 5;

/** Takes one of what may be sent under this name in an hour. @returns whether that was allowed. */
export async function takeOfHour(
  name: string,
  max: number,
  { allowance, clock }: Pick<BoundParts, 'allowance' | 'clock'>,
): Promise<boolean> {
  return (await allowance.take(name, periodAt(clock(), HOUR_SECONDS))) <= max;
}

/**
 * Takes the first of the next seconds in which fewer than `perSecond` messages of this name are sent.
 *
 * @returns the milliseconds to wait until it; `undefined` if none is free.
 */
export async function takeFreeSecond(
  name: string,
  { allowance, clock }: Pick<BoundParts, 'allowance' | 'clock'>,
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

/**
 * Waits for the first of the next seconds that is free.
 *
 * @returns false, without a wait, if none is free.
 */
export async function waitForFreeSecond(name: string, parts: BoundParts): Promise<boolean> {
  const wait = await takeFreeSecond(name, parts);
  if (wait !== undefined) {
    await parts.sleep(wait);
  }
  return wait !== undefined;
}
