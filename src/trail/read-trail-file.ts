import { type Unwrapped, unwrap } from '../detection/cloudtrail/unwrap';
import { GzipError } from './gunzip';
import { parseJson } from './json-bytes';
import { RecordSplitter } from './record-splitter';
import { StringWatch } from './string-watch';
import { isSystemError, systemMessageOf } from './system-message';
import { readTextBlocks } from './text-blocks';
import { ProblemLog, type TrailProblem } from './trail-problem';
import { nameOf, SourceError, type TrailSource } from './trail-source';
import { WatchedStrings } from './watched-strings';

export type { TrailProblem } from './trail-problem';

export interface ReadOptions {
  /**
   * Which records are worth parsing. The others are counted; whether they are JSON is not looked at,
   * beyond their strings and brackets.
   * @default all
   */
  readonly mayMatch?: WatchedStrings;
  /**
   * A record that has more bytes than this is a problem, and is not kept in memory.
   * @default 64 MiB
   */
  readonly maxRecordBytes?: number;
}

/** Some records of a file, in the order of the file. */
export interface TrailBatch {
  readonly unwrapped: Unwrapped[];
  /** How many further records were not parsed, because of `mayMatch`. */
  readonly skipped: number;
  readonly problems: TrailProblem[];
  /** Bytes of the file, as it is stored, that have been read since its beginning. */
  readonly bytesRead: number;
}

const MAX_RECORD_BYTES = 64 * 1024 * 1024;

const NOTHING_WATCHED = new WatchedStrings();

/** Reads the records of a file of this machine, as {@link readTrailSource} does. */
export function readTrailFile(path: string, options: ReadOptions = {}): AsyncGenerator<TrailBatch> {
  return readTrailSource({ kind: 'file', path }, options);
}

/**
 * Reads the records of one file: JSON in any wrapping that `unwrap` knows, also NDJSON and any sequence
 * of values, also compressed with gzip, whatever the name of the file. Memory does not grow with the file.
 *
 * Never throws for what a file holds, nor for a file that cannot be read: that is a problem in a batch,
 * and every record that can be read comes all the same.
 */
export async function* readTrailSource(
  source: TrailSource,
  options: ReadOptions = {},
): AsyncGenerator<TrailBatch> {
  const name = nameOf(source);
  const records = new RecordCollector();
  const problems = new ProblemLog(name);
  const splitter = new RecordSplitter(
    {
      record: (bytes, offset, line) => {
        if (!records.add(bytes)) {
          problems.addText('This is not valid JSON', bytes, offset, line);
        }
      },
      skip: () => records.skip(),
      problem: (...problem) => problems.addText(...problem),
    },
    new StringWatch(options.mayMatch ?? NOTHING_WATCHED),
    options.maxRecordBytes ?? MAX_RECORD_BYTES,
  );
  let bytesRead = 0;
  let failure: FileFailure | undefined;
  try {
    for await (const block of readTextBlocks(source)) {
      ({ bytesRead } = block);
      splitter.push(block.text);
      yield { ...records.take(), problems: problems.take(), bytesRead };
    }
  } catch (error) {
    failure = fileFailureOf(error, bytesRead);
  }
  splitter.end(failure !== undefined);
  problems.endText();
  if (failure === undefined && bytesRead === 0 && name.endsWith('.gz')) {
    // No text is no records, but no compressed file has no bytes: what was in it is lost.
    problems.addFile('The compressed file is empty; fetch it again', 0);
  }
  if (failure !== undefined) {
    problems.addFile(`${failure.message}. Records read: ${records.total}.`, failure.offset);
  }
  yield { ...records.take(), problems: problems.take(), bytesRead };
}

/** Parses records, or counts them where that is all they are worth. */
class RecordCollector {
  /** Records so far. */
  total = 0;
  private unwrapped: Unwrapped[] = [];
  private skipped = 0;

  /** Returns false if it is no JSON. */
  add(bytes: Buffer): boolean {
    const parsed = parseJson(bytes);
    if (parsed === undefined) {
      return false;
    }
    // As the element of a list: the splitter has opened all lists there are.
    this.unwrapped.push(...unwrap([parsed.value]));
    this.total += 1;
    return true;
  }

  skip(): void {
    this.skipped += 1;
    this.total += 1;
  }

  /** The records since this was last asked. */
  take(): Pick<TrailBatch, 'unwrapped' | 'skipped'> {
    const { unwrapped, skipped } = this;
    this.unwrapped = [];
    this.skipped = 0;
    return { unwrapped, skipped };
  }
}

interface FileFailure {
  readonly message: string;
  readonly offset: number;
}

/** @throws the error itself if it is none of a file. */
function fileFailureOf(error: unknown, bytesRead: number): FileFailure {
  if (error instanceof GzipError) {
    return error;
  }
  if (error instanceof SourceError) {
    return { message: `The file cannot be read: ${error.message}`, offset: bytesRead };
  }
  if (!isSystemError(error)) {
    throw error;
  }
  return { message: `The file cannot be read: ${systemMessageOf(error)}`, offset: bytesRead };
}
