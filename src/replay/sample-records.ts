import { isObject, type JsonObject, textOf } from '../detection/json';
import { cleanText } from '../detection/text';
import { readTrailSource } from '../trail/read-trail-file';
import type { HistoryFile } from './collect-calls';

/** Limits of the sample: enough to show what a trail contains. */
const MAX_FILES = 40;
const MAX_RECORDS = 5_000;

/** UTF-8 bytes of an event name that are shown. The longest names of AWS have about 60. */
const MAX_NAME_BYTES = 64;

/**
 * Samples the records of some files, whatever they are, except those that can be read only once.
 *
 * @returns the number of records; their event names, the most frequent first; and how many have `readOnly` true
 * (`readOnly`) or false (`writing`).
 */
export async function sampleRecords(files: readonly HistoryFile[]) {
  const counts = new Map<string, number>();
  let records = 0;
  let readOnly = 0;
  let writing = 0;
  // A file without a size may be a pipe, which would block.
  for await (const record of recordsOf(spread(files.filter(({ bytes }) => bytes > 0)))) {
    const name = cleanText(textOf(record, 'eventName') ?? 'no name', MAX_NAME_BYTES);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    records += 1;
    readOnly += record['readOnly'] === true ? 1 : 0;
    writing += record['readOnly'] === false ? 1 : 0;
    if (records === MAX_RECORDS) {
      break;
    }
  }
  const events = [...counts].map(([name, count]) => ({ name, count }));
  return { records, events: events.sort((a, b) => b.count - a.count), readOnly, writing };
}

async function* recordsOf(files: readonly HistoryFile[]): AsyncGenerator<JsonObject> {
  for (const file of files) {
    const source = await file.open();
    for await (const { unwrapped } of source.kind === 'stream' ? [] : readTrailSource(source)) {
      for (const value of unwrapped) {
        if (value.kind === 'record' && isObject(value.record)) {
          yield value.record;
        }
      }
    }
  }
}

/** Some of the files, evenly spread. */
function spread(files: readonly HistoryFile[]): HistoryFile[] {
  const step = Math.max(1, files.length / MAX_FILES);
  return Array.from({ length: Math.min(files.length, MAX_FILES) }, (_, index) => {
    return files[Math.floor(index * step)] as HistoryFile;
  });
}
