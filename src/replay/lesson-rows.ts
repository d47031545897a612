import { baselineOwnerOf } from '../detection/baseline/baseline-owner';
import { dayOf } from '../detection/baseline/day';
import type { ReadonlyCallHistory } from './history/call-history';
import { TextPool } from './history/text-pool';

/**
 * Finds the calls that teach the baseline something. The others teach nothing new, because their baseline owner was seen
 * in the same region on the same day.
 *
 * @returns their rows, by time.
 */
export function lessonRows(history: ReadonlyCallHistory): Uint32Array {
  const { seconds, regions, sides } = history.columns;
  const owners = new TextPool();
  const ownerOf = history.sides().map(({ principal, caller }) => {
    const { account, key } = baselineOwnerOf(principal, caller);
    // Neither text contains a line break.
    return owners.numberOf(`${account}\n${key}`);
  });
  /** By owner and region. */
  const lastDays = new Map<number, number>();
  return history.rowsInOrder().filter((row) => {
    const owner = ownerOf[sides[row] as number] as number;
    const place = owner * history.regionCount + (regions[row] as number);
    const day = dayOf(seconds[row] as number);
    const isNew = lastDays.get(place) !== day;
    lastDays.set(place, day);
    return isNew;
  });
}
