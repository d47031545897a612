import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { TextBlock } from './gunzip';
import { isGzip, plainTextOf } from './layers/layer-of';
import type { FileSource, TrailSource } from './trail-source';

/** Largest small file, in bytes as stored. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** Largest text of a small file, in bytes. A compressed file can contain a thousand times its size. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** Spare room with which the decompressor notices the end of the text at once; else it continues in steps of this. */
const SPARE_BYTES = 16 * 1024;

/** One per thread, for one file after the other. Created on first use. */
let fileBuffer: Buffer | undefined;

/**
 * The text of a small source as a whole.
 *
 * @returns undefined if the source is not small, cannot be read, is not intact gzip data, or has other layers.
 * `contentsOf` then finds out how far it can be read.
 */
export function smallTextOf(source: TrailSource): TextBlock | undefined {
  const stored = storedBytes(source);
  if (stored === undefined || stored.length > MAX_FILE_BYTES) {
    return undefined;
  }
  const unpacked = isGzip(stored) ? gunzipWhole(stored) : Buffer.from(stored);
  const text = unpacked && plainTextOf(unpacked);
  return text && { text, bytesRead: stored.length };
}

/** Valid until the next source is read. */
function storedBytes(source: TrailSource): Buffer | undefined {
  switch (source.kind) {
    case 'file':
      return fileBytes(source);
    case 'bytes':
      return Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength);
    case 'stream':
      return undefined;
  }
}

function fileBytes({ path, bytes }: FileSource): Buffer | undefined {
  try {
    // Asking for the size takes as long as reading the file.
    const size = bytes ?? sizeOf(path);
    return size <= MAX_FILE_BYTES ? readSized(path, size) : undefined;
  } catch {
    return undefined;
  }
}

/** All bytes of a file that has exactly this size, read in one step, or undefined. */
function readSized(path: string, size: number): Buffer | undefined {
  fileBuffer ??= Buffer.allocUnsafeSlow(MAX_FILE_BYTES + 1);
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, fileBuffer, 0, size + 1, 0);
    return read === size ? fileBuffer.subarray(0, size) : undefined;
  } finally {
    closeSync(file);
  }
}

/** The size of a file; infinite for a pipe or a device. */
function sizeOf(path: string): number {
  const stats = statSync(path);
  return stats.isFile() ? stats.size : Number.POSITIVE_INFINITY;
}

function gunzipWhole(gzip: Buffer): Buffer | undefined {
  // A member ends with the length of its text. The reader of large files handles several members, and padding.
  const length = gzip.length < 18 ? 0 : gzip.readUInt32LE(gzip.length - 4);
  if (length > MAX_TEXT_BYTES) {
    return undefined;
  }
  try {
    const text = gunzipSync(gzip, {
      maxOutputLength: MAX_TEXT_BYTES,
      chunkSize: length + SPARE_BYTES,
    });
    return length === text.length ? text : undefined;
  } catch {
    return undefined;
  }
}
