import type { Interval } from './model';
import { mergeInterval, type Sweep } from './sweep';

/** When, and how, intervals are entered into a ledger. */
export interface EntryContext {
  /** Milliseconds since the epoch, wall clock. */
  readonly now: number;
  /** A sweep that is opened within this many milliseconds of another one repeats it. */
  readonly renotifyMs: number;
  /** The finding ID for a sweep with this start. */
  readonly idOf: (interval: Interval) => string;
}

/** A ledger with intervals entered. */
export interface EnteredIntervals {
  readonly sweeps: readonly Sweep[];
  /** False where the ledger had them already. */
  readonly isChanged: boolean;
  /** The sweeps that hold the intervals. */
  readonly touched: readonly Sweep[];
}

/** Enters qualifying intervals into a ledger: they open sweeps, extend them, join them, or are there already. */
export function enterIntervals(
  sweeps: readonly Sweep[],
  intervals: readonly Interval[],
  { now, renotifyMs, idOf }: EntryContext,
): EnteredIntervals {
  let entered = sweeps;
  const touchedIds = new Set<string>();
  for (const interval of intervals) {
    const merged = mergeInterval(entered, interval, now, ({ start, end }) => {
      const head = latestHead(entered, now - renotifyMs);
      return {
        id: idOf(interval),
        start,
        end,
        openedAt: now,
        changedAt: now,
        notification: head === undefined ? { state: 'NONE' } : { state: 'REPEAT', of: head.id },
        absorbedIds: [],
      };
    });
    entered = merged.sweeps;
    touchedIds.add(merged.sweep.id);
  }
  return {
    sweeps: entered,
    isChanged: entered !== sweeps,
    touched: entered.filter(({ id }) => touchedIds.has(id)),
  };
}

/** The finding that was opened last, if it was after `since`. */
function latestHead(sweeps: readonly Sweep[], since: number): Sweep | undefined {
  return sweeps
    .filter(({ notification, openedAt }) => notification.state !== 'REPEAT' && openedAt > since)
    .sort((a, b) => b.openedAt - a.openedAt)[0];
}
