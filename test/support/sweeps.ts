import type { Sweep } from '../../src/detection/sweep';
import { uuid } from './calls';

/** A sweep opened at 0 whose notification is claimed by call 1 until millisecond 1000, unless given. */
export function sweepOf(
  id: string,
  start: number,
  end: number,
  overrides: Partial<Sweep> = {},
): Sweep {
  return {
    id,
    start,
    end,
    openedAt: 0,
    notification: { state: 'PENDING', claimedBy: uuid(1), leaseUntil: 1000 },
    absorbedIds: [],
    ...overrides,
  };
}
