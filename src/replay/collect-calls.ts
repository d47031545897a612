import { addTally, emptyTally, type RecordTally } from '../detection/cloudtrail/intake';
import type { Digest } from '../detection/model';
import type { TrailProblem } from '../trail/read-trail-file';
import type { TrailSource } from '../trail/trail-source';
import { CallHistory, type ReadonlyCallHistory } from './history/call-history';
import type { OnRead, ReadCalls } from './read-calls';
import type { FileBatches } from './threads/file-batches';
import { InOrder } from './threads/in-order';
import type { Reader } from './threads/reader';

/** A file of a history, wherever it is. */
export interface HistoryFile {
  /** Size as stored; 0 where it is not known. */
  readonly bytes: number;
  /** Called once, when its turn has come. It does not throw: a source that cannot be read says so when it is. */
  open(): TrailSource | Promise<TrailSource>;
}

/** The calls of a history, and what became of everything else in it. */
export interface CollectedCalls {
  /** Distinct calls; of those that are there several times, that of the earliest file. */
  readonly calls: ReadonlyCallHistory;
  /** Calls that were there before, in the same file or another. */
  readonly repeatedCalls: number;
  readonly tally: RecordTally;
  /** Calls that were seen but are not wanted. */
  readonly outside: number;
  /** Whether it was ended before all was read. */
  readonly isInterrupted: boolean;
  /** What could not be read, in the order of the files; everything else was. */
  readonly problems: readonly TrailProblem[];
}

export interface CollectParts {
  /** Those that may read at the same time. At least one. */
  readonly readers: readonly Reader[];
  /** Reads what cannot be handed to another thread. */
  readonly local: Reader;
  readonly digest: Digest;
  /** See `IdIndex`. */
  readonly seed: number;
  /** Ends it early, with what was read until then. */
  readonly signal?: AbortSignal;
  readonly onRead: OnRead;
}

/** Batches that a reader has in hand: while it reads one, the next is opened. */
const BATCHES_IN_HAND = 2;

/**
 * Collects the calls of a history, while its files are still looked for. The result does not depend on how many read it, nor on who is faster.
 *
 * @throws Error when a reader breaks.
 */
export async function collectCalls(
  batches: Pick<FileBatches<HistoryFile>, 'next'>,
  { readers, local, digest, seed, signal, onRead }: CollectParts,
): Promise<CollectedCalls> {
  const tally = emptyTally();
  const problems: TrailProblem[] = [];
  const calls = new CallHistory(digest, seed);
  let repeatedCalls = 0;
  let outside = 0;
  const results = new InOrder<readonly ReadCalls[]>((read) => {
    for (const result of read) {
      addTally(tally, result.tally);
      problems.push(...result.problems);
      outside += result.outside;
      repeatedCalls += calls.add(result.calls);
    }
  });
  const stop = (): void => [...readers, local].forEach((reader) => void reader.stop());
  signal?.addEventListener('abort', stop);

  const work = async (reader: Reader): Promise<void> => {
    for (let batch = await batches.next(); batch !== undefined; batch = await batches.next()) {
      if (signal?.aborted === true) {
        return;
      }
      const sources = await Promise.all(batch.files.map((file) => file.open()));
      const read = await Promise.all(
        runsOf(sources).map((run) => (isStream(run[0]) ? local : reader).read(run, onRead)),
      );
      results.put(batch.number, read);
    }
  };
  try {
    await Promise.all(
      readers.flatMap((reader) => Array.from({ length: BATCHES_IN_HAND }, () => work(reader))),
    );
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  results.flush();
  return {
    calls,
    repeatedCalls,
    tally,
    outside,
    problems,
    isInterrupted: signal?.aborted === true,
  };
}

/** The sources in their order, streams apart from others. */
function runsOf(sources: readonly TrailSource[]): TrailSource[][] {
  const runs: TrailSource[][] = [];
  for (const source of sources) {
    const last = runs.at(-1);
    if (last === undefined || isStream(last[0]) || isStream(source)) {
      runs.push([source]);
    } else {
      last.push(source);
    }
  }
  return runs;
}

function isStream(source: TrailSource | undefined): boolean {
  return source?.kind === 'stream';
}
