import { setImmediate } from 'node:timers/promises';
import type { Unwrapped } from '../detection/cloudtrail/unwrap';
import {
  ContentReading,
  type ReadOptions,
  type ReadPart,
  type RecordSink,
} from './content-reading';
import { beginText, looksLikeJson } from './content-start';
import { rowsIn } from './formats/rows-in';
import { type Content, contentsOf } from './layers/contents-of';
import { LayerError } from './layers/layer-error';
import { smallTextOf } from './small-file';
import { isSystemError, systemMessageOf } from './system-message';
import { nameOf, SourceError, type TrailSource } from './trail-source';

export type { ReadOptions, ReadPart, RecordSink } from './content-reading';
export type { TrailProblem } from './trail-problem';

/** Some records of a file, in the order of the file. */
export interface TrailBatch extends ReadPart {
  readonly unwrapped: Unwrapped[];
}

/** Reads the records of a local file, as {@link readTrailSource} does. */
export function readTrailFile(path: string, options: ReadOptions = {}): AsyncGenerator<TrailBatch> {
  return readTrailSource({ kind: 'file', path }, options);
}

/**
 * Reads the records of one source, in any layer, text format and wrapping that we know, whatever its name. Memory does
 * not grow with the source.
 *
 * Never throws for what a source contains, nor for a file that cannot be read: that is a problem in a batch, and every
 * record that can be read is still delivered.
 */
export async function* readTrailSource(
  source: TrailSource,
  options: ReadOptions = {},
): AsyncGenerator<TrailBatch> {
  let unwrapped: Unwrapped[] = [];
  const sink: RecordSink = { found: (found) => unwrapped.push(found), isKnown: () => false };
  const batchOf = (part: ReadPart): TrailBatch => {
    const batch = { ...part, unwrapped };
    unwrapped = [];
    return batch;
  };
  const small = readSmallSource(source, options, sink);
  if (small !== undefined) {
    // Lets timers and signals run between files.
    await setImmediate();
    yield batchOf(small);
  } else {
    for await (const part of readInBlocks(source, options, sink)) {
      yield batchOf(part);
    }
  }
}

/**
 * Reads a source that is small, intact and JSON in one step, as {@link readTrailSource} does. A trail has thousands of
 * these files, and awaiting each step of each file would take longer than reading them.
 *
 * @returns undefined for any other source.
 */
export function readSmallSource(
  source: TrailSource,
  options: ReadOptions,
  sink: RecordSink,
): ReadPart | undefined {
  const block = smallTextOf(source);
  if (block === undefined || !looksLikeJson(block.text)) {
    return undefined;
  }
  const reading = new ContentReading(nameOf(source), options, sink);
  reading.push(block);
  return lastBatch(reading, source, 'text');
}

/** Reads a source block by block, as {@link readTrailSource} does unless it is small. */
export async function* readInBlocks(
  source: TrailSource,
  options: ReadOptions,
  sink: RecordSink,
): AsyncGenerator<ReadPart> {
  let bytesRead = 0;
  for await (const content of contentsOf(source)) {
    const reading = new ContentReading(content.name, options, sink, bytesRead);
    let failure: FileFailure | undefined;
    try {
      for await (const _ of readContent(content, reading)) {
        yield reading.take();
      }
    } catch (error) {
      failure = fileFailureOf(error, reading.bytesRead);
    }
    yield lastBatch(reading, source, content.kind, failure);
    bytesRead = reading.bytesRead;
  }
}

/** Yields whenever there may be something to take. */
async function* readContent(content: Content, reading: ContentReading): AsyncGenerator<void> {
  if (content.kind === 'text') {
    const { beginning, blocks } = await beginText(content.blocks);
    const rows = looksLikeJson(beginning) ? undefined : rowsIn(beginning, blocks);
    for await (const part of rows ?? blocks) {
      yield 'text' in part ? reading.push(part) : reading.takeTextRow(part);
    }
  } else if (content.kind === 'rows') {
    for await (const row of content.rows) {
      yield reading.takeRow(row);
    }
  } else {
    reading.problems.addFile(content.message, reading.bytesRead);
  }
}

interface FileFailure {
  readonly message: string;
  readonly offset: number;
}

/** @param failure why the content could not be read to its end. */
function lastBatch(
  reading: ContentReading,
  source: TrailSource,
  kind: Content['kind'],
  failure?: FileFailure,
): ReadPart {
  const { problems } = reading;
  // May find more records, in what is left of the text.
  reading.end(failure !== undefined);
  if (failure !== undefined) {
    problems.addFile(`${failure.message}. Records read: ${reading.total}.`, failure.offset);
  } else if (reading.bytesRead === 0 && kind === 'text') {
    // An empty text has no records. But compressed files are never empty, and a pipe is if its program failed.
    if (nameOf(source).endsWith('.gz')) {
      problems.addFile('The compressed file is empty; download it again', 0);
    } else if (source.kind === 'stream') {
      problems.addFile('The input is empty', 0);
    }
  }
  return reading.take();
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
