import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { JsonObject } from '../../../src/detection/json';
import { factsOfKey } from '../../../src/trail/find/trail-key';
import { PROJECT_ROOT } from '../../support/run-cli';

export const SAMPLE_TRAIL = path.join(PROJECT_ROOT, 'examples/sample-trail');

/** An object of a table. */
export interface TableObject {
  readonly key: string;
  readonly body: Buffer;
}

/** The place and the day of a log file. */
export interface Partition {
  readonly account: string;
  readonly region: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/**
 * The records of the sample trail as objects of a table, one record per line.
 *
 * @param folderOf where the object of a log file is.
 * @param rowOf the row of a record.
 */
export function sampleObjects(
  folderOf: (partition: Partition) => string,
  rowOf: (record: JsonObject) => JsonObject = asHiveReads,
): TableObject[] {
  const names = readdirSync(SAMPLE_TRAIL, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.gz') && !name.includes('Digest'))
    .map((name) => {
      const text = gunzipSync(readFileSync(path.join(SAMPLE_TRAIL, name))).toString('utf8');
      const { Records } = JSON.parse(text) as { Records: JsonObject[] };
      const lines = Records.map((record) => `${JSON.stringify(rowOf(record))}\n`);
      const file = path.basename(name);
      return {
        key: `${folderOf(partitionOf(name))}/${file}`,
        body: gzipSync(lines.join('')),
      };
    });
}

function partitionOf(name: string): Partition {
  const { account = '', region = '', delivered } = factsOfKey(name.split(path.sep).join('/'));
  const time = new Date((delivered?.first ?? 0) * 1000).toISOString();
  const [year = '', month = '', day = ''] = time.slice(0, 10).split('-');
  return { account, region, year, month, day };
}

/** Members that are JSON texts in the columns of a table. */
const TEXTS = ['requestParameters', 'responseElements', 'additionalEventData'];

/** A record as the SerDe for CloudTrail shows it: names in lower case, and parameters as a JSON text. */
function asHiveReads(record: JsonObject): JsonObject {
  const members = Object.entries(record).map(([name, value]) => [
    name,
    TEXTS.includes(name) && value !== null ? JSON.stringify(value) : value,
  ]);
  return lowerCased(Object.fromEntries(members)) as JsonObject;
}

function lowerCased(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const members = Object.entries(value).map(([name, member]) => [
    name.toLowerCase(),
    lowerCased(member),
  ]);
  return Object.fromEntries(members);
}
