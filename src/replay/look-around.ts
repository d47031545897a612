import { isObject, type JsonObject, textOf } from '../detection/json';
import { cleanText } from '../detection/text';
import { readTrailSource } from '../trail/read-trail-file';
import type { HistoryFile } from './collect-calls';

/** So much is looked at: enough to tell what a trail holds. */
const MAX_FILES = 40;
const MAX_RECORDS = 5_000;

/** Bytes of the name of an event that are shown; AWS writes up to some sixty. */
const MAX_NAME_BYTES = 64;

/** What some records of a history are. */
export interface Surroundings {
  readonly records: number;
  /** `eventName`, the most frequent first. */
  readonly events: readonly { readonly name: string; readonly count: number }[];
  /** How many say that they only read. */
  readonly readOnly: number;
  /** How many say that they do more. */
  readonly writing: number;
}

/** Looks at some records of some files, whatever they are. What can be read but once is not looked at. */
export async function lookAround(files: readonly HistoryFile[]): Promise<Surroundings> {
  const counts = new Map<string, number>();
  let records = 0;
  let readOnly = 0;
  let writing = 0;
  // What has no size may be a pipe, which would be waited for.
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

/** Some of the files, from all over them. */
function spread(files: readonly HistoryFile[]): HistoryFile[] {
  const step = Math.max(1, files.length / MAX_FILES);
  return Array.from({ length: Math.min(files.length, MAX_FILES) }, (_, index) => {
    return files[Math.floor(index * step)] as HistoryFile;
  });
}
