import type { Call } from '../model';
import { indexWatches, type WatchIndex } from '../watched/match-watch';
import { parseWatched } from '../watched/parse-watched';
import type { WatchedCall } from '../watched/watched-call';
import { createCallParser, type ParseOptions } from './parse-call';
import type { IgnoreReason, RecordOutcome, RejectReason } from './record-outcome';
import type { Unwrapped } from './unwrap';

/** The outcome for records: every record is a call, ignored for a reason, or rejected for a reason. */
export interface RecordTally {
  records: number;
  calls: number;
  ignored: Partial<Record<IgnoreReason, number>>;
  rejected: Partial<Record<RejectReason, number>>;
}

export function emptyTally(): RecordTally {
  return { records: 0, calls: 0, ignored: {}, rejected: {} };
}

/** Adds an outcome to a tally. */
export function count(tally: RecordTally, outcome: RecordOutcome): void {
  tally.records += 1;
  if (outcome.kind === 'call') {
    tally.calls += 1;
  } else if (outcome.kind === 'ignored') {
    tally.ignored[outcome.reason] = (tally.ignored[outcome.reason] ?? 0) + 1;
  } else {
    tally.rejected[outcome.reason] = (tally.rejected[outcome.reason] ?? 0) + 1;
  }
}

/** Adds the counts of one tally to another. */
export function addTally(
  total: RecordTally,
  { records, calls, ignored, rejected }: RecordTally,
): void {
  total.records += records;
  total.calls += calls;
  addCounts(total.ignored, ignored);
  addCounts(total.rejected, rejected);
}

function addCounts<Reason extends string>(
  total: Partial<Record<Reason, number>>,
  counts: Readonly<Partial<Record<Reason, number>>>,
): void {
  for (const [reason, count] of Object.entries(counts) as [Reason, number][]) {
    total[reason] = (total[reason] ?? 0) + count;
  }
}

const NO_WATCHES = indexWatches([]);

/** What some records are. */
export interface Intake {
  readonly calls: Call[];
  readonly watched: WatchedCall[];
  readonly tally: RecordTally;
}

/** Reads the calls in some values and counts the outcomes. @param watches which calls to watch. */
export function takeCalls(
  values: Iterable<Unwrapped>,
  options: ParseOptions,
  watches: WatchIndex = NO_WATCHES,
): Intake {
  const calls: Call[] = [];
  const watched: WatchedCall[] = [];
  const tally = emptyTally();
  const parse = createCallParser(options);
  for (const value of values) {
    const outcome = parse(value);
    const watchedCall =
      outcome.kind === 'ignored' && value.kind === 'record' && watches.size > 0
        ? parseWatched(value.record, value.envelope, { digest: options.digest, watches })
        : undefined;
    if (watchedCall === undefined) {
      count(tally, outcome);
    } else {
      tally.records += 1;
      watched.push(watchedCall);
    }
    if (outcome.kind === 'call') {
      calls.push(outcome.call);
    }
  }
  return { calls, watched, tally };
}
