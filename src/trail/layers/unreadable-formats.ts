import { isUtf8 } from 'node:buffer';

/** A format that RegionSweep does not read, by the bytes that it begins with. */
interface UnreadableFormat {
  /** As Latin-1. */
  readonly start: string;
  /** What comes next, where the beginning alone could be text. */
  readonly next?: RegExp;
  readonly name: string;
  readonly fix: string;
}

const UNPACK = 'Unpack it, and pass the unpacked files.';
const DECRYPT = 'Decrypt it, and pass the decrypted file.';
const CONVERT = 'Convert it to JSON lines or Parquet, and pass the result.';
const ORIGINAL = 'Pass the CloudTrail log files.';

const FORMATS: readonly UnreadableFormat[] = [
  { start: 'BZh', next: /^[1-9]1AY/, name: 'bzip2 data', fix: 'Decompress it with "bunzip2 -k".' },
  { start: '\x28\xb5\x2f\xfd', name: 'Zstandard data', fix: 'Decompress it with "zstd -d".' },
  { start: '\xfd7zXZ\0', name: 'xz data', fix: 'Decompress it with "xz -dk".' },
  { start: '\x04\x22\x4d\x18', name: 'LZ4 data', fix: 'Decompress it with "lz4 -d".' },
  { start: '\xff\x06\0\0sNaPpY', name: 'framed Snappy data', fix: 'Decompress it first.' },
  { start: '\x82SNAPPY\0', name: 'Snappy data', fix: 'Decompress it first.' },
  { start: '\x1f\x9d', name: 'data of "compress" (.Z)', fix: 'Decompress it with "uncompress".' },
  { start: '7z\xbc\xaf\x27\x1c', name: 'a 7-Zip archive', fix: UNPACK },
  { start: 'Rar!\x1a\x07', name: 'a RAR archive', fix: UNPACK },
  { start: 'Obj\x01', name: 'an Avro file', fix: CONVERT },
  { start: 'ORC', next: /^[^ -~]/, name: 'an ORC file', fix: CONVERT },
  { start: 'PARE', name: 'an encrypted Parquet file', fix: DECRYPT },
  { start: 'SQLite format 3\0', name: 'an SQLite database', fix: CONVERT },
  {
    start: '\xf3\x89\x9a\xc2',
    name: 'aggregated Kinesis records',
    fix: 'De-aggregate them first.',
  },
  { start: 'Salted__', name: 'a file that OpenSSL encrypted', fix: DECRYPT },
  { start: 'age-encryption.org/', name: 'a file that age encrypted', fix: DECRYPT },
  { start: '-----BEGIN PGP', name: 'a file that PGP encrypted or signed', fix: DECRYPT },
  { start: '\0\x05\x16\x07', name: 'a side file of macOS', fix: ORIGINAL },
  { start: '%PDF', name: 'a PDF document', fix: ORIGINAL },
  { start: '\x89PNG', name: 'a PNG image', fix: ORIGINAL },
  { start: '\xff\xd8\xff', name: 'a JPEG image', fix: ORIGINAL },
  { start: 'GIF89a', name: 'a GIF image', fix: ORIGINAL },
  { start: '\xd0\xcf\x11\xe0', name: 'an Office document', fix: 'Save it as CSV.' },
  { start: '\x7fELF', name: 'a program', fix: ORIGINAL },
  { start: 'MZ\x90\0', name: 'a program', fix: ORIGINAL },
  { start: '\xff\xfe\0\0', name: 'UTF-32 text', fix: 'Save it as UTF-8.' },
  { start: '\0\0\xfe\xff', name: 'UTF-32 text', fix: 'Save it as UTF-8.' },
];

/** Enough to judge whether a file is binary. */
const SAMPLE_BYTES = 512;

/** What begins with a bracket is read as JSON, however broken it is. */
const OPENS_JSON = /^[\s\xef\xbb\xbf]*[[{"]/;

/** A message about a format that RegionSweep does not read; undefined if it may be text. */
export function unreadableFormatOf(first: Buffer): string | undefined {
  const start = first.toString('latin1', 0, SAMPLE_BYTES);
  const format = FORMATS.find(
    (each) =>
      start.startsWith(each.start) && each.next?.test(start.slice(each.start.length)) !== false,
  );
  if (format !== undefined) {
    return `This looks like ${format.name}, which RegionSweep does not read. ${format.fix}`;
  }
  return isBinary(first.subarray(0, SAMPLE_BYTES), start)
    ? `This is binary data of a format that RegionSweep does not know. It may be encrypted. ${ORIGINAL}`
    : undefined;
}

/** Whether it is no text in any encoding: text in UTF-8 is valid, and other text has no control characters. */
function isBinary(bytes: Buffer, start: string): boolean {
  if (OPENS_JSON.test(start) || isUtf16(start)) {
    return false;
  }
  // The sample may end within a character.
  const isValid = [0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut)));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  return isValid ? start.startsWith('\0\0') : /[\0-\x06\x0e-\x1a]/.test(start);
}

function isUtf16(start: string): boolean {
  return (
    /^(?:\xff\xfe|\xfe\xff)/.test(start) || /^(?:\0[\t-~]\0[\t-~]|[\t-~]\0[\t-~]\0)/.test(start)
  );
}
