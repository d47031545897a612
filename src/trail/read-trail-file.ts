import { setImmediate } from 'node:timers/promises';
import { type Unwrapped, unwrap } from '../detection/cloudtrail/unwrap';
import type { TextBlock } from './gunzip';
import { contentsOf } from './layers/contents-of';
import { LayerError } from './layers/layer-error';
import { smallTextOf } from './small-file';
import { parseJson } from './split/json-bytes';
import { RecordSplitter } from './split/record-splitter';
import { StringWatch } from './split/string-watch';
import { WatchedStrings } from './split/watched-strings';
import { isSystemError, systemMessageOf } from './system-message';
import { ProblemLog, type TrailProblem } from './trail-problem';
import { nameOf, SourceError, type TrailSource } from './trail-source';

export type { TrailProblem } from './trail-problem';

export interface ReadOptions {
  /**
   * Which records to parse. The others are only counted, and checked no further than their strings and brackets.
   *
   * @default all
   */
  readonly mayMatch?: WatchedStrings;
  /**
   * A larger record is a problem, and is not kept in memory.
   *
   * @default 64 MiB
   */
  readonly maxRecordBytes?: number;
}

/** Some records of a file, in the order of the file. */
export interface TrailBatch {
  readonly unwrapped: Unwrapped[];
  /** How many more records were not parsed, because of `mayMatch`. */
  readonly skipped: number;
  readonly problems: TrailProblem[];
  /** Bytes of the file, as stored, read so far. */
  readonly bytesRead: number;
}

const MAX_RECORD_BYTES = 64 * 1024 * 1024;

const NOTHING_WATCHED = new WatchedStrings();

/** Reads the records of a local file, as {@link readTrailSource} does. */
export function readTrailFile(path: string, options: ReadOptions = {}): AsyncGenerator<TrailBatch> {
  return readTrailSource({ kind: 'file', path }, options);
}

/**
 * Reads the records of one file: JSON in any wrapping that `unwrap` knows, NDJSON and any other sequence of values,
 * also compressed with gzip, whatever the name of the file. Memory does not grow with the file.
 *
 * Never throws for what a file contains, nor for a file that cannot be read: that is a problem in a batch, and every
 * record that can be read is still delivered.
 */
export async function* readTrailSource(
  source: TrailSource,
  options: ReadOptions = {},
): AsyncGenerator<TrailBatch> {
  const small = readSmallSource(source, options);
  if (small !== undefined) {
    // Lets timers and signals run between files.
    await setImmediate();
    yield small;
  } else {
    yield* readInBlocks(source, options);
  }
}

/** Reads a source block by block, as {@link readTrailSource} does unless it is small. */
export async function* readInBlocks(
  source: TrailSource,
  options: ReadOptions = {},
): AsyncGenerator<TrailBatch> {
  for await (const content of contentsOf(source)) {
    const reading = new SourceReading(source, options, content.name);
    let failure: FileFailure | undefined;
    if (content.kind === 'text') {
      try {
        for await (const block of content.blocks) {
          reading.push(block);
          yield reading.take();
        }
      } catch (error) {
        failure = fileFailureOf(error, reading.bytesRead);
      }
    } else if (content.kind === 'rows') {
      for await (const row of content.rows) {
        reading.push({ text: Buffer.from(`${JSON.stringify(row)}\n`), bytesRead: 1 });
        yield reading.take();
      }
    } else {
      failure = { message: content.message, offset: 0 };
    }
    yield reading.end(failure);
  }
}

/**
 * Reads a source that is small and intact in one step, as {@link readTrailSource} does. A trail has thousands of these
 * files, and awaiting each step of each file would take longer than reading them.
 *
 * @returns undefined for any other source.
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

/** The reading of one source. */
class SourceReading {
  /** Bytes of the source, as stored. */
  bytesRead = 0;
  private readonly name: string;
  private readonly isStream: boolean;
  private readonly records = new RecordCollector();
  private readonly problems: ProblemLog;
  private readonly splitter: RecordSplitter;

  constructor(source: TrailSource, options: ReadOptions, name = nameOf(source)) {
    this.name = name;
    this.isStream = source.kind === 'stream';
    const problems = new ProblemLog(this.name);
    const { records } = this;
    this.problems = problems;
    this.splitter = new RecordSplitter(
      {
        record: (bytes, offset, line) => {
          if (!records.add(bytes)) {
            problems.addText('Invalid JSON', bytes, offset, line);
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

  /** What was read since the last call. */
  take(): TrailBatch {
    return {
      ...this.records.take(),
      problems: this.problems.take(),
      bytesRead: this.bytesRead,
    };
  }

  /** @param failure why the source could not be read to its end. @returns the last batch. */
  end(failure?: FileFailure): TrailBatch {
    const { name, problems, records, bytesRead } = this;
    this.splitter.end(failure !== undefined);
    problems.endText();
    if (failure === undefined && bytesRead === 0) {
      // An empty text has no records. But compressed files are never empty, and a pipe is if its program failed.
      if (name.endsWith('.gz')) {
        problems.addFile('The compressed file is empty; download it again', 0);
      } else if (this.isStream) {
        problems.addFile('The input is empty', 0);
      }
    }
    if (failure !== undefined) {
      problems.addFile(`${failure.message}. Records read: ${records.total}.`, failure.offset);
    }
    return this.take();
  }
}

/** Parses or counts records. */
class RecordCollector {
  /** Records so far. */
  total = 0;
  private unwrapped: Unwrapped[] = [];
  private skipped = 0;

  /** @returns false if it is not JSON. */
  add(bytes: Buffer): boolean {
    const parsed = parseJson(bytes);
    if (parsed === undefined) {
      return false;
    }
    // As an element of a list: the splitter has opened every list of records.
    this.unwrapped.push(...unwrap([parsed.value]));
    this.total += 1;
    return true;
  }

  skip(count: number): void {
    this.skipped += count;
    this.total += count;
  }

  /** The records since the last call. */
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

/** @throws the error itself unless it is about a file. */
function fileFailureOf(error: unknown, bytesRead: number): FileFailure {
  if (error instanceof LayerError) {
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
