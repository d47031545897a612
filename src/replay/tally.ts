import type { RecordTally } from '../detection/cloudtrail/intake';

/** Adds what became of some records to what became of others. */
export function addTally(sum: RecordTally, more: RecordTally): void {
  sum.records += more.records;
  sum.calls += more.calls;
  addCounts(sum.ignored, more.ignored);
  addCounts(sum.rejected, more.rejected);
}

function addCounts<Reason extends string>(
  sum: Partial<Record<Reason, number>>,
  more: Readonly<Partial<Record<Reason, number>>>,
): void {
  for (const [reason, count] of Object.entries(more) as [Reason, number][]) {
    sum[reason] = (sum[reason] ?? 0) + count;
  }
}
