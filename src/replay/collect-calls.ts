import { count, emptyTally, type RecordTally } from '../detection/cloudtrail/intake';
import {
  type ParseOptions,
  parseCall,
  type RecordOutcome,
} from '../detection/cloudtrail/parse-call';
import type { Call } from '../detection/model';
import type { TrailFile } from '../trail/discover';
import { mayHoldCall } from '../trail/prefilter';
import { readTrailFile, type TrailProblem } from '../trail/read-trail-file';

/** The calls of a history, and what became of everything else in it. */
export interface CollectedCalls {
  /** Distinct calls, in the order in which they were read. */
  readonly calls: readonly Call[];
  /** Calls that were there before, in the same file or another. */
  readonly repeatedCalls: number;
  readonly tally: RecordTally;
  /** What could not be read; everything else was. */
  readonly problems: readonly TrailProblem[];
}

/** @param onProgress called with the bytes and records read so far, of all files. */
export async function collectCalls(
  files: readonly TrailFile[],
  options: ParseOptions,
  onProgress: (bytes: number, records: number) => void,
): Promise<CollectedCalls> {
  const tally = emptyTally();
  const problems: TrailProblem[] = [];
  const calls = new Map<string, Call>();
  let repeatedCalls = 0;
  let bytesBefore = 0;

  const take = (outcome: RecordOutcome): void => {
    count(tally, outcome);
    if (outcome.kind !== 'call') {
      return;
    }
    const key = `${outcome.call.ruleId} ${outcome.call.eventId}`;
    if (calls.has(key)) {
      repeatedCalls += 1;
    } else {
      calls.set(key, outcome.call);
    }
  };

  for (const file of files) {
    for await (const batch of readTrailFile(file.path, { mayMatch: mayHoldCall })) {
      for (const unwrapped of batch.unwrapped) {
        take(parseCall(unwrapped, options));
      }
      countUnread(tally, batch.skipped);
      problems.push(...batch.problems);
      onProgress(bytesBefore + batch.bytesRead, tally.records);
    }
    bytesBefore += file.bytes;
  }
  return { calls: [...calls.values()], repeatedCalls, tally, problems };
}

/** Records that were not parsed, because they can be no calls. */
function countUnread(tally: RecordTally, skipped: number): void {
  if (skipped > 0) {
    tally.records += skipped;
    tally.ignored['other-event'] = (tally.ignored['other-event'] ?? 0) + skipped;
  }
}
