import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { TextBlock } from './gunzip';
import type { FileSource, TrailSource } from './trail-source';

/** Bytes of a file, as stored, up to which it is small. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** Bytes of text up to which it is small; a compressed file can hold a thousand times its size. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** With this room to spare, the decompressor notices at once that there is no more text, or goes on in steps of this. */
const SPARE_BYTES = 16 * 1024;

/** Of this thread, for one file after the other. Made when it is first needed. */
let fileBuffer: Buffer | undefined;

/**
 * The text of a small source as a whole.
 *
 * @returns nothing where the source is not small, cannot be read, or is compressed and not just as it should be: it is
 * then for the reader of large files to say how far it can be read.
 */
export function smallTextOf(source: TrailSource): TextBlock | undefined {
  const stored = storedBytes(source);
  if (stored === undefined || stored.length > MAX_FILE_BYTES) {
    return undefined;
  }
  const text = isGzip(stored) ? gunzipWhole(stored) : Buffer.from(stored);
  return text && { text, bytesRead: stored.length };
}

/** To be used before the next source is read. */
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
    // To ask for the size takes as long as to read the file.
    const size = bytes ?? sizeOf(path);
    return size <= MAX_FILE_BYTES ? readSized(path, size) : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of a file that has just this size, all of them in one step, or nothing. */
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

/** The size of a file; infinite for what is none. */
function sizeOf(path: string): number {
  const stats = statSync(path);
  return stats.isFile() ? stats.size : Number.POSITIVE_INFINITY;
}

/** Whether the beginning of a file is that of gzip data. */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

function gunzipWhole(gzip: Buffer): Buffer | undefined {
  // One member ends with the length of its text. Several, or padding, are left to others.
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
