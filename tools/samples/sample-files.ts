import { gzipSync } from 'node:zlib';
import { logFileText } from './delivery';
import type { GeneratedTrail } from './generate-trail';

/** A file of the bucket, before it is compressed. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

/** All files of the bucket: the log files and the digest file. */
export function sampleFiles({ files, digest }: GeneratedTrail): SampleFile[] {
  return [
    ...files.map((file) => ({ path: file.path, text: logFileText(file) })),
    { path: digest.path, text: JSON.stringify(digest.content) },
  ];
}

/** The expectations as a file that people read too: one line for each list. */
export function expectedSweepsText({ expected }: GeneratedTrail): string {
  const text = JSON.stringify(expected, null, 2);
  return `${text.replaceAll(/\[\s+("[^\]]*")\s+\]/g, (_, list: string) => `[${list.replaceAll(/,\s+/g, ', ')}]`)}\n`;
}

/** Where a gzip header names the system that wrote it, and the value for "unknown". */
const OS_BYTE = 9;
const UNKNOWN_OS = 255;

/** Compresses with fixed options, so that a file does not tell where it was made. */
export function compress(text: string): Buffer {
  const bytes = gzipSync(text, { level: 9 });
  bytes[OS_BYTE] = UNKNOWN_OS;
  return bytes;
}
