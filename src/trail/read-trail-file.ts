import { setImmediate } from 'node:timers/promises';
import { type Unwrapped, unwrap } from '../detection/cloudtrail/unwrap';
import { GzipError, type TextBlock } from './gunzip';
import { smallTextOf } from './small-file';
import { parseJson } from './split/json-bytes';
import { RecordSplitter } from './split/record-splitter';
import { StringWatch } from './split/string-watch';
import { WatchedStrings } from './split/watched-strings';
import { isSystemError, systemMessageOf } from './system-message';
import { readTextBlocks } from './text-blocks';
import { ProblemLog, type TrailProblem } from './trail-problem';
import { nameOf, SourceError, type TrailSource } from './trail-source';

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
  const small = readSmallSource(source, options);
  if (small !== undefined) {
    // Lets timers and signals have their turn between files.
    await setImmediate();
    yield small;
  } else {
    yield* readInBlocks(source, options);
  }
}

/** Reads a source block by block, as {@link readTrailSource} does with what is not small. */
export async function* readInBlocks(
  source: TrailSource,
  options: ReadOptions = {},
): AsyncGenerator<TrailBatch> {
  const reading = new SourceReading(source, options);
  let failure: FileFailure | undefined;
  try {
    for await (const block of readTextBlocks(source)) {
      reading.push(block);
      yield reading.take();
    }
  } catch (error) {
    failure = fileFailureOf(error, reading.bytesRead);
  }
  yield reading.end(failure);
}

/**
 * Reads a source that is small and sound in one go, as {@link readTrailSource} does. A trail is thousands of such files, and
 * to wait for each step of each would take longer than all the reading.
 *
 * @returns nothing where the source is another one.
 */
export function readSmallSource(
  source: TrailSource,
  options: ReadOptions = {},
): TrailBatch | undefined {
  const text = smallTextOf(source);
  if (text === undefined) {
    return undefined;
  }
  const reading = new SourceReading(source, options);
  reading.push(text);
  return reading.end();
}

/** What was read of one source, and how it goes on. */
class SourceReading {
  /** Bytes of the source, as it is stored. */
  bytesRead = 0;
  private readonly name: string;
  private readonly isStream: boolean;
  private readonly records = new RecordCollector();
  private readonly problems: ProblemLog;
  private readonly splitter: RecordSplitter;

  constructor(source: TrailSource, options: ReadOptions) {
    this.name = nameOf(source);
    this.isStream = source.kind === 'stream';
    const problems = new ProblemLog(this.name);
    const { records } = this;
    this.problems = problems;
    this.splitter = new RecordSplitter(
      {
        record: (bytes, offset, line) => {
          if (!records.add(bytes)) {
            problems.addText('This is not valid JSON', bytes, offset, line);
          }
        },
        skip: (count) => records.skip(count),
        problem: (...problem) => problems.addText(...problem),
      },
      new StringWatch(options.mayMatch ?? NOTHING_WATCHED),
      options.maxRecordBytes ?? MAX_RECORD_BYTES,
    );
  }

  push({ text, bytesRead }: TextBlock): void {
    this.bytesRead = bytesRead;
    this.splitter.push(text);
  }

  /** What came since this was last asked. */
  take(): TrailBatch {
    return {
      ...this.records.take(),
      problems: this.problems.take(),
      bytesRead: this.bytesRead,
    };
  }

  /** @param failure why the source could not be read to its end. @returns what is left to say of it. */
  end(failure?: FileFailure): TrailBatch {
    const { name, problems, records, bytesRead } = this;
    this.splitter.end(failure !== undefined);
    problems.endText();
    if (failure === undefined && bytesRead === 0) {
      // No text is no records. But no compressed file has no bytes, and a pipe has none where what fills it has failed.
      if (name.endsWith('.gz')) {
        problems.addFile('The compressed file is empty; fetch it again', 0);
      } else if (this.isStream) {
        problems.addFile('There is nothing in it', 0);
      }
    }
    if (failure !== undefined) {
      problems.addFile(`${failure.message}. Records read: ${records.total}.`, failure.offset);
    }
    return this.take();
  }
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

  skip(count: number): void {
    this.skipped += count;
    this.total += count;
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
