import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { logFileText } from './delivery';
import type { GeneratedTrail } from './generate-trail';

/** A file of the S3 bucket, before it is compressed. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

/** All files of the S3 bucket: the log files and the digest file. */
export function sampleFiles({ files, digest }: GeneratedTrail): SampleFile[] {
  return [
    ...files.map((file) => ({ path: file.path, text: logFileText(file) })),
    { path: digest.path, text: JSON.stringify(digest.content) },
  ];
}

/** The expectations as a readable file: one line for each list. */
export function expectedSweepsText({ expected }: GeneratedTrail): string {
  const text = JSON.stringify(expected, null, 2);
  return `${text.replaceAll(/\[\s+("[^\]]*")\s+\]/g, (_, list: string) => `[${list.replaceAll(/,\s+/g, ', ')}]`)}\n`;
}

/** Writes the files, compressed, below a folder, and says how many there are. */
export function writeFiles(folder: string, files: Iterable<SampleFile>): void {
  let [count, bytes] = [0, 0];
  for (const { path, text } of files) {
    const compressed = gzipSync(text, { level: 9 });
    // A gzip header names the system that wrote it. 255 is "unknown": the same file on every machine.
    compressed[9] = 255;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), compressed);
    count += 1;
    bytes += compressed.length;
  }
  process.stdout.write(`${folder}: ${count} files, ${bytes} bytes\n`);
}
