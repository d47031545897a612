import { gunzipSync } from 'node:zlib';

/** The text in some base64 data, or why there is none. */
export type DecodedData = { readonly text: string } | { readonly fault: string };

/** Bytes that may be decompressed in all data of one value. What AWS writes holds at most some megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The beginning of the data is enough to say what it is. */
const CHECKED_CHARACTERS = 200;
const BASE64 = /^[\w+/=\s-]*$/;

/** CloudWatch Logs compresses what it sends to Firehose, which may compress it again. */
const MAX_GZIP_LEVELS = 4;

/** Decodes base64 data, and decompresses what is gzip, up to a limit for all data together. */
export class Base64Decoder {
  private bytesLeft = MAX_BYTES;

  decode(base64: string): DecodedData {
    if (!BASE64.test(base64.slice(0, CHECKED_CHARACTERS))) {
      return { fault: 'is not base64' };
    }
    let bytes: Buffer = Buffer.from(base64, 'base64');
    for (let level = 0; isGzip(bytes) && level < MAX_GZIP_LEVELS; level += 1) {
      try {
        bytes = gunzipSync(bytes, { maxOutputLength: Math.max(1, this.bytesLeft) });
      } catch (error) {
        return { fault: faultOf(error) };
      }
      this.bytesLeft -= bytes.length;
    }
    return { text: bytes.toString().replace(/^\ufeff/, '') };
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function faultOf(error: unknown): string {
  const isTooLarge = (error as NodeJS.ErrnoException).code === TOO_LARGE;
  return isTooLarge
    ? `is larger than ${MAX_BYTES / 1024 / 1024} MiB when decompressed`
    : 'is corrupt or truncated gzip data';
}

/** Of `maxOutputLength`. */
const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';
