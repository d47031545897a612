import type { Unwrapped } from '../detection/cloudtrail/unwrap';
import {
  ContentReading,
  type ReadOptions,
  type ReadPart,
  type RecordSink,
} from './content-reading';
import { beginText, looksLikeJson } from './content-start';
import type { TextFault, TextRow } from './formats/text-row';
import type { TextBlock } from './gunzip';
import type { Archives } from './layers/archives';
import { type Content, contentsOf } from './layers/contents-of';
import { LayerError } from './layers/layer-error';
import { isSystemError, systemMessageOf } from './system-message';
import { nameOf, SourceError, type TrailSource } from './trail-source';

/** Some records of a file, in the order of the file. */
export interface TrailBatch extends ReadPart {
  readonly unwrapped: Unwrapped[];
}

/** Adds to each part of a reading the records that were found in it. */
export async function* batched(
  read: (sink: RecordSink) => AsyncIterable<ReadPart>,
): AsyncGenerator<TrailBatch> {
  let unwrapped: Unwrapped[] = [];
  for await (const part of read({
    found: (found) => unwrapped.push(found),
    isKnown: () => false,
  })) {
    const batch = { ...part, unwrapped };
    unwrapped = [];
    yield batch;
  }
}

/**
 * Reads a log file as CloudTrail writes it: JSON, compressed with gzip. It never throws for what the file contains, as
 * `readTrailSource`, which reads all other formats too.
 */
export function readLogFile(source: TrailSource, options: ReadOptions): AsyncGenerator<TrailBatch> {
  return batched((sink) => readBlocks(source, options, sink));
}

/** What a source may be besides JSON, compressed with gzip or not. */
export interface FurtherFormats {
  readonly archives: Archives;
  /** The rows of a text that is not JSON. */
  readonly rowsIn: (
    first: Buffer,
    blocks: AsyncIterable<TextBlock>,
  ) => AsyncIterable<TextRow | TextFault> | undefined;
}

/**
 * Reads a source block by block.
 *
 * @param further absent, if the source is a log file as CloudTrail writes it. Their libraries are large, and the bundle
 * of the trail reader does without them.
 */
export async function* readBlocks(
  source: TrailSource,
  options: ReadOptions,
  sink: RecordSink,
  further?: FurtherFormats,
): AsyncGenerator<ReadPart> {
  let bytesRead = 0;
  for await (const content of contentsOf(source, further?.archives)) {
    const reading = new ContentReading(content.name, options, sink, bytesRead);
    let failure: FileFailure | undefined;
    try {
      for await (const _ of readContent(content, reading, further)) {
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
async function* readContent(
  content: Content,
  reading: ContentReading,
  further: FurtherFormats | undefined,
): AsyncGenerator<void> {
  if (content.kind === 'text') {
    const { beginning, blocks } = await beginText(content.blocks);
    const rows = looksLikeJson(beginning) ? undefined : further?.rowsIn(beginning, blocks);
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
export function lastBatch(
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
