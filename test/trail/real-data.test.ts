import { readdirSync } from 'node:fs';
import path from 'node:path';
import { discoverTrailFiles } from '../../src/trail/find/discover';
import { mayHoldCall } from '../../src/trail/split/prefilter';
import {
  describeWithSharedData,
  readAttackTrail,
  readSharedRecords,
  SHARED_DATA,
} from '../support/shared-data';
import { type ReadFile, readAll, readRecords } from './read-all';
import { tallyOf } from './tally-file';

// The members of the first one are in an order that CloudTrail does not write.
const DATA = [
  { data: 'console-sessions.ndjson.gz', files: 1, records: 8170, calls: 247, skipped: 0 },
  { data: 'attack-trail', files: 55, records: 2900, calls: 20, skipped: 0.9 },
  { data: 'odd-shapes.ndjson.gz', files: 1, records: 456, calls: 2, skipped: 0.3 },
];

describeWithSharedData('readTrailFile, on real CloudTrail records', () => {
  it.each(DATA)('reads every record of $data', async ({ data, files, records, calls, skipped }) => {
    const found = await discoverTrailFiles([path.join(SHARED_DATA, data)]);
    expect(found).toMatchObject({ digestFiles: 0, files: { length: files } });
    const all: ReadFile[] = [];
    const filtered: ReadFile[] = [];
    for (const file of found.files) {
      all.push(await readAll(file.path));
      filtered.push(await readAll(file.path, { mayMatch: mayHoldCall }));
      expect(all.at(-1)?.bytesRead.at(-1)).toBe(file.bytes);
    }

    const tally = tallyOf(merge(all));
    const filteredTally = tallyOf(merge(filtered));

    expect(all.flatMap(({ problems }) => problems)).toEqual([]);
    expect(tally.records).toBe(records);
    expect(filteredTally).toEqual(tally);
    expect(merge(filtered).skipped).toBeGreaterThanOrEqual(records * skipped);
    expect(tally.calls).toBe(calls);
  });

  it('reads the same values as JSON.parse', async () => {
    const folder = path.join(SHARED_DATA, 'attack-trail');
    const trail: unknown[] = [];
    for (const file of readdirSync(folder)) {
      trail.push(...(await readRecords(path.join(folder, file))));
    }

    expect(trail).toEqual(await readAttackTrail());
    expect(await readRecords(path.join(SHARED_DATA, 'console-sessions.ndjson.gz'))).toEqual(
      await readSharedRecords('console-sessions.ndjson.gz'),
    );
  });
});

function merge(files: readonly ReadFile[]): Pick<ReadFile, 'unwrapped' | 'skipped'> {
  return {
    unwrapped: files.flatMap(({ unwrapped }) => unwrapped),
    skipped: files.reduce((sum, { skipped }) => sum + skipped, 0),
  };
}
