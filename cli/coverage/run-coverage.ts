import {
  coverageOf,
  type DeliveryHour,
  type PlaceDay,
} from '../../src/collection/delivery/coverage';
import { HOUR_SECONDS, hourOf } from '../../src/collection/delivery/silent-places';
import type { Deliveries } from '../../src/ports/deliveries';
import { inTable } from '../deployment/in-table';
import { EXIT_DONE, EXIT_UNKNOWN } from '../exit-codes';
import { formatFor } from '../output/formats';
import { indentedJson, jsonLines } from '../output/json-text';
import { renderCsv } from '../output/render-csv';
import { renderTable } from '../output/render-table';
import type { Terminal } from '../terminal';
import { COVERAGE_COLUMNS, COVERAGE_CSV } from './coverage-columns';
import { type CoverageFlags, daysOf } from './coverage-flags';

/** How many hours to read at once. */
const AT_ONCE = 8;

/** `coverage`. @returns the exit code. */
export async function showCoverage(flags: CoverageFlags, terminal: Terminal): Promise<number> {
  const days = daysOf(flags);
  const advice = {
    what: 'The table of RegionSweep',
    page: 'docs/operations.md',
    section: 'Coverage',
  };
  const all = await inTable(flags, advice, async ({ client, tableName }) => {
    const { createDynamoDbDeliveries } = await import(
      '../../src/adapters/dynamodb/dynamodb-deliveries'
    );
    const { sha256Digest } = await import('../../src/adapters/sha256-digest');
    return readCoverage(
      createDynamoDbDeliveries({ client, tableName, digest: sha256Digest }),
      days,
    );
  });
  const rows = flags.silent ? all.filter(({ isSilent }) => isSilent) : all;
  const { stdout, stderr } = terminal;
  const format = formatFor(flags.format, terminal);
  if (format === 'json') {
    stdout.write(indentedJson(rows));
  } else if (format === 'ndjson') {
    stdout.write(jsonLines(rows));
  } else if (format === 'csv') {
    stdout.write(await renderCsv(COVERAGE_CSV, rows));
  } else if (rows.length > 0) {
    stdout.write(await renderTable(COVERAGE_COLUMNS, rows, terminal));
  }
  if (all.length === 0) {
    stderr.write(
      'The trail brought no file in this time, so nothing is known of any account: set collection to "trail" or "both", or run regionsweep doctor to see what is broken.\n',
    );
    return EXIT_UNKNOWN;
  }
  if (rows.length === 0) {
    stderr.write(`None of ${placesIn(all)} accounts and regions has fallen silent.\n`);
  }
  return EXIT_DONE;
}

/** The last whole days, and the hours of today. */
async function readCoverage(deliveries: Deliveries, days: number): Promise<PlaceDay[]> {
  const last = hourOf(Math.floor(Date.now() / 1000));
  const hours = Array.from({ length: days * 24 }, (_, back) => last - back * HOUR_SECONDS);
  const read: DeliveryHour[] = [];
  for (let start = 0; start < hours.length; start += AT_ONCE) {
    const some = hours.slice(start, start + AT_ONCE).map(async (hour) => ({
      hour,
      places: await deliveries.readHour(hour),
    }));
    read.push(...(await Promise.all(some)));
  }
  return coverageOf(read, await deliveries.readAccounts());
}

function placesIn(rows: readonly PlaceDay[]): number {
  return new Set(rows.map(({ account, region }) => `${account} ${region}`)).size;
}
