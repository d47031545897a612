import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** Each thread reads and decompresses files, and does nothing else. */
const CODE = `
  const { readFileSync } = require('node:fs');
  const { gunzipSync } = require('node:zlib');
  const { workerData } = require('node:worker_threads');
  for (const file of workerData) {
    gunzipSync(readFileSync(file), { chunkSize: 1024 * 1024 });
  }
`;

/** The lower limit for any program that reads a trail: decompresses the log files of a folder, on every core. */
const files = readdirSync(process.argv[2] ?? '', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));
const threads = availableParallelism();
for (let thread = 0; thread < threads; thread += 1) {
  new Worker(CODE, {
    eval: true,
    workerData: files.filter((_, index) => index % threads === thread),
  });
}
