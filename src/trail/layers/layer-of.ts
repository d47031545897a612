import { unreadableFormatOf } from './unreadable-formats';

/** What bytes are, as their beginning shows. */
export type Layer =
  | { readonly kind: 'text' | 'gzip' | 'zip' | 'tar' | 'parquet' | 'utf-16le' | 'utf-16be' }
  | { readonly kind: 'unreadable'; readonly message: string };

const TAR_HEADER_BYTES = 512;
const TAR_CHECKSUM_AT = 148;
const TAR_CHECKSUM_END = 156;

/** Whether bytes begin like gzip data. */
export function isGzip(first: Uint8Array): boolean {
  return first[0] === 0x1f && first[1] === 0x8b;
}

/** The same text without a byte order mark, or undefined if the bytes have other layers. */
export function plainTextOf(bytes: Buffer): Buffer | undefined {
  // Nearly every file of a trail begins with {" and takes this way.
  const isJson = bytes[0] === 0x7b && bytes[1] === 0x22 && bytes[TAR_HEADER_BYTES - 1] !== 0;
  return isJson || layerOf(bytes).kind === 'text' ? withoutMark(bytes) : undefined;
}

/** UTF-8 without a byte order mark. */
export function withoutMark(text: Buffer): Buffer {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text;
}

/** @param first the beginning of the bytes; 1 KiB is enough. */
export function layerOf(first: Buffer): Layer {
  if (isGzip(first)) {
    return { kind: 'gzip' };
  }
  if (isTar(first)) {
    return { kind: 'tar' };
  }
  const magic = first.toString('latin1', 0, 4);
  // An empty archive has only the record that ends others.
  if (['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].includes(magic)) {
    return { kind: 'zip' };
  }
  if (magic === 'PAR1') {
    return { kind: 'parquet' };
  }
  const message = unreadableFormatOf(first);
  if (message !== undefined) {
    return { kind: 'unreadable', message };
  }
  return { kind: utf16Of(first) ?? 'text' };
}

/** UTF-16, by its byte order mark, or because it begins with two ASCII characters. */
function utf16Of(first: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = first;
  if (a === 0xff && b === 0xfe) {
    return 'utf-16le';
  }
  if (a === 0xfe && b === 0xff) {
    return 'utf-16be';
  }
  if (first.length < 4) {
    return undefined;
  }
  if (isAscii(a) && b === 0 && isAscii(c) && d === 0) {
    return 'utf-16le';
  }
  return a === 0 && isAscii(b) && c === 0 && isAscii(d) ? 'utf-16be' : undefined;
}

function isAscii(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

/** Whether it begins with a header of tar, whose checksum is right. Old ones have no other mark. */
function isTar(first: Buffer): boolean {
  // A header ends with zeros.
  if (first.length < TAR_HEADER_BYTES || first[TAR_HEADER_BYTES - 1] !== 0 || first[0] === 0) {
    return false;
  }
  const digits = first.toString('latin1', TAR_CHECKSUM_AT, TAR_CHECKSUM_END);
  const [, checksum] = /^ *([0-7]{1,7})[ \0]*$/.exec(digits) ?? [];
  if (checksum === undefined) {
    return false;
  }
  // The checksum itself counts as blanks.
  let sum = (TAR_CHECKSUM_END - TAR_CHECKSUM_AT) * 0x20;
  for (let at = 0; at < TAR_HEADER_BYTES; at += 1) {
    sum += at >= TAR_CHECKSUM_AT && at < TAR_CHECKSUM_END ? 0 : (first[at] as number);
  }
  return sum === Number.parseInt(checksum, 8);
}
