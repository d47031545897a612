import { addTally, emptyTally, type RecordTally } from '../detection/cloudtrail/intake';
import type { Digest } from '../detection/model';
import type { TrailProblem } from '../trail/read-trail-file';
import type { TrailSource } from '../trail/trail-source';
import { CallHistory, type ReadonlyCallHistory } from './history/call-history';
import { WatchedHistory } from './history/watched-history';
import type { OnRead, ReadCalls } from './read-calls';
import type { FileBatches } from './threads/file-batches';
import { InOrder } from './threads/in-order';
import type { Reader } from './threads/reader';

/** A file of a history, wherever it is. */
export interface HistoryFile {
  /** Size as stored; 0 if unknown. */
  readonly bytes: number;
  /** Called once, when its turn has come. Does not throw: an error appears when the source is read. */
  open(): TrailSource | Promise<TrailSource>;
}

/** The calls of a history, and figures about all other records in it. */
export interface CollectedCalls {
  /** Distinct calls; of duplicates, that of the earliest file. */
  readonly calls: ReadonlyCallHistory;
  /** The watched calls, where the readers look for them. */
  readonly watched: WatchedHistory;
  /** Duplicates of earlier calls, in the same file or another. */
  readonly repeatedCalls: number;
  readonly tally: RecordTally;
  /** Calls outside the requested part of the history. */
  readonly outside: number;
  /** Whether the signal ended the reading early. */
  readonly isInterrupted: boolean;
  /** What could not be read, in the order of the files. Everything else was read. */
  readonly problems: readonly TrailProblem[];
}

export interface CollectParts {
  /** Readers that work in parallel. At least one. */
  readonly readers: readonly Reader[];
  /** Reads streams, which cannot be passed to another thread. */
  readonly local: Reader;
  readonly digest: Digest;
  /** See `IdIndex`. */
  readonly seed: number;
  /** Ends the reading early, with what was read so far. */
  readonly signal?: AbortSignal;
  readonly onRead: OnRead;
}

/** Batches per reader: while it reads one, the next is opened. */
const BATCHES_IN_HAND = 2;

/**
 * Collects the calls of a history while the search for its files goes on. The result does not depend on the number of
 * readers, nor on their speed.
 *
 * @throws Error when a reader fails.
 */
export async function collectCalls(
  batches: Pick<FileBatches<HistoryFile>, 'next'>,
  { readers, local, digest, seed, signal, onRead }: CollectParts,
): Promise<CollectedCalls> {
  const tally = emptyTally();
  const problems: TrailProblem[] = [];
  const calls = new CallHistory(digest, seed);
  const watched = new WatchedHistory();
  let repeatedCalls = 0;
  let outside = 0;
  const results = new InOrder<readonly ReadCalls[]>((read) => {
    for (const result of read) {
      addTally(tally, result.tally);
      problems.push(...result.problems);
      outside += result.outside;
      repeatedCalls += calls.add(result.calls);
      watched.add(result.watched);
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
    watched,
    repeatedCalls,
    tally,
    outside,
    problems,
    isInterrupted: signal?.aborted === true,
  };
}

/** The sources in runs, in their order. A stream is a run of its own. */
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
