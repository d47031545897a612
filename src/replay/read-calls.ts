import { count, emptyTally, type RecordTally } from '../detection/cloudtrail/intake';
import { type ParseOptions, parseCall } from '../detection/cloudtrail/parse-call';
import { mayHoldCall } from '../trail/prefilter';
import { readTrailSource, type TrailProblem } from '../trail/read-trail-file';
import type { TrailSource } from '../trail/trail-source';
import { CallPacker, type PackedCalls } from './packed-calls';

/** The calls in some files, and what became of everything else in them. Threads can hand it to each other. */
export interface ReadCalls {
  /** In the order of the files; those that are there twice come twice. */
  readonly calls: PackedCalls;
  readonly tally: RecordTally;
  /** What could not be read; everything else was. */
  readonly problems: readonly TrailProblem[];
}

/** Told of bytes of files, as they are stored, and of records that were read since it was last told. */
export type OnRead = (bytes: number, records: number) => void;

/**
 * Reads the calls in some files, one after the other. It does not throw for what a file is or holds.
 *
 * @param signal ends it early, with what was read until then.
 */
export async function readCalls(
  sources: readonly TrailSource[],
  options: ParseOptions,
  onRead: OnRead,
  signal: AbortSignal,
): Promise<ReadCalls> {
  const tally = emptyTally();
  const problems: TrailProblem[] = [];
  const packer = new CallPacker();
  for (const source of sources) {
    let bytesBefore = 0;
    if (signal.aborted) {
      break;
    }
    for await (const batch of readTrailSource(source, { mayMatch: mayHoldCall })) {
      const recordsBefore = tally.records;
      for (const unwrapped of batch.unwrapped) {
        const outcome = parseCall(unwrapped, options);
        count(tally, outcome);
        if (outcome.kind === 'call') {
          packer.add(outcome.call);
        }
      }
      countUnread(tally, batch.skipped);
      problems.push(...batch.problems);
      onRead(batch.bytesRead - bytesBefore, tally.records - recordsBefore);
      bytesBefore = batch.bytesRead;
      if (signal.aborted) {
        break;
      }
    }
  }
  return { calls: packer.packed(), tally, problems };
}

/** Records that were not parsed, because they can be no calls. */
function countUnread(tally: RecordTally, skipped: number): void {
  if (skipped > 0) {
    tally.records += skipped;
    tally.ignored['other-event'] = (tally.ignored['other-event'] ?? 0) + skipped;
  }
}
