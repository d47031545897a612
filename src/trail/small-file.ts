import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Bytes of a file, as stored, up to which it is small. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** Bytes of text up to which it is small; a compressed file can hold a thousand times its size. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/** With this room to spare, the decompressor notices at once that there is no more text, or goes on in steps of this. */
const SPARE_BYTES = 16 * 1024;

/** Text as a whole, and how many bytes of the file it was. */
interface WholeText {
  readonly text: Buffer;
  readonly bytesRead: number;
}

/**
 * Reads the text of a small file in one go. A trail is thousands of small files, and to wait for each
 * step of each file would take longer than all the reading.
 *
 * @param size of the file, if it is known, and known to be one. To ask for it takes as long as to read it.
 * @returns nothing where the file is not small, cannot be read, or is compressed and not just as it should be: it is
 * then for the reader of large files to say how far it can be read.
 */
export function readSmallFile(path: string, size?: number): WholeText | undefined {
  try {
    return (size ?? sizeOf(path)) <= MAX_FILE_BYTES ? smallText(readFileSync(path)) : undefined;
  } catch {
    return undefined;
  }
}

/** The size of a file; infinite for what is none. */
function sizeOf(path: string): number {
  const stats = statSync(path);
  return stats.isFile() ? stats.size : Number.POSITIVE_INFINITY;
}

/** As {@link readSmallFile}, of the bytes of a file. */
export function smallText(bytes: Buffer): WholeText | undefined {
  if (bytes.length > MAX_FILE_BYTES) {
    return undefined;
  }
  const text = isGzip(bytes) ? gunzipWhole(bytes) : bytes;
  return text && { text, bytesRead: bytes.length };
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
