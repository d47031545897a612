/**
 * Sorts rows by their seconds. Typed arrays sort numbers many times faster than they sort with a comparison.
 *
 * @param compare rows of the same second.
 */
export function rowsBySecond(
  seconds: Float64Array,
  compare: (a: number, b: number) => number,
): Uint32Array {
  const sorted = seconds.slice().sort();
  const rows = new Uint32Array(seconds.length);
  /** At the place where the rows of a second begin: how many of them have their place. */
  const placed = new Uint32Array(seconds.length);
  for (const [row, second] of seconds.entries()) {
    const first = firstPlaceOf(second, sorted);
    const before = placed[first] as number;
    rows[first + before] = row;
    placed[first] = before + 1;
  }
  for (const [first, count] of placed.entries()) {
    if (count > 1) {
      rows.subarray(first, first + count).sort(compare);
    }
  }
  return rows;
}

/** @param second that is one of them. */
function firstPlaceOf(second: number, sorted: Float64Array): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < second) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
