import { setImmediate } from 'node:timers/promises';
import {
  ContentReading,
  type ReadOptions,
  type ReadPart,
  type RecordSink,
} from './content-reading';
import { looksLikeJson } from './content-start';
import { rowsIn } from './formats/rows-in';
import { ARCHIVES } from './layers/archives';
import { batched, lastBatch, readBlocks, type TrailBatch } from './read-blocks';
import { smallTextOf } from './small-file';
import { nameOf, type TrailSource } from './trail-source';

export type { ReadOptions, ReadPart, RecordSink } from './content-reading';
export type { TrailBatch } from './read-blocks';
export type { TrailProblem } from './trail-problem';

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
  yield* batched(async function* (sink) {
    const small = readSmallSource(source, options, sink);
    if (small !== undefined) {
      // Lets timers and signals run between files.
      await setImmediate();
      yield small;
    } else {
      yield* readInBlocks(source, options, sink);
    }
  });
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
export function readInBlocks(
  source: TrailSource,
  options: ReadOptions,
  sink: RecordSink,
): AsyncGenerator<ReadPart> {
  return readBlocks(source, options, sink, { archives: ARCHIVES, rowsIn });
}
