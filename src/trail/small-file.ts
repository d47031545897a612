import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Bytes of a file, as stored, up to which it is small. */
const MAX_FILE_BYTES = 256 * 1024;

/** Bytes of text up to which it is small; a compressed file can hold a thousand times its size. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/**
 * Reads the text of a small file in one go. A trail is thousands of small files, and to wait for each
 * step of each file would take longer than all the reading.
 *
 * @returns nothing where the file is not small, or is compressed and not just as it should be: it is then
 * for the reader of large files to say how far it can be read.
 * @throws the error of Node.js, which has a `code`, where the file cannot be read.
 */
export function readSmallFile(path: string): { text: Buffer; bytesRead: number } | undefined {
  const stats = statSync(path);
  if (!stats.isFile() || stats.size > MAX_FILE_BYTES) {
    return undefined;
  }
  const bytes = readFileSync(path);
  const text = isGzip(bytes) ? gunzipWhole(bytes) : bytes;
  return text && { text, bytesRead: bytes.length };
}

/** Whether the beginning of a file is that of gzip data. */
export function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

function gunzipWhole(gzip: Buffer): Buffer | undefined {
  try {
    const text = gunzipSync(gzip, { maxOutputLength: MAX_TEXT_BYTES });
    // One member ends with the length of its text. Several, or padding, are left to others.
    return gzip.readUInt32LE(gzip.length - 4) === text.length ? text : undefined;
  } catch {
    return undefined;
  }
}
