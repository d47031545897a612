import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compose } from '../../../lambda/detector/compose';
import { createDetectorAllowlist } from '../../../lambda/shared/allowlist';
import { readDeployedEntries } from '../../../lambda/shared/deployment';
import { serializeAllowlist } from '../../../src/allowlist/deployed-allowlist';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import { serializeDetectionConfig } from '../../../src/config/detection-config';
import { entryOf, NOW, readEntries } from '../../support/allowlist';
import { longTermKeySweep } from '../../support/findings';

const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('the allow-list of the detector', () => {
  it('has the entries of the synthesized stack', () => {
    const { entries } = readEntries([
      entryOf(),
      entryOf({ id: 'b', match: { roleName: 'Inventory' } }),
    ]);

    expect(readDeployedEntries(write('a.json', serializeAllowlist(entries)))).toEqual(entries);
  });

  it('has no entries without a file', () => {
    expect(readDeployedEntries(undefined)).toEqual([]);
  });

  it.each(['', '[]', 'null', '{}', '{"entries": {}}'])('is not %j', (text) => {
    expect(() => readDeployedEntries(write('b.json', text))).toThrow();
  });

  it('stops covering when an entry expires', () => {
    let now = NOW;
    const { noteOf } = createDetectorAllowlist([entryOf({ expires: '2026-03-16' })], () => now);

    expect(noteOf(longTermKeySweep())).toMatchObject({ ticket: 'SEC-1234' });
    now += 24 * 3_600_000;
    expect(noteOf(longTermKeySweep())).toBeUndefined();
  });

  it('is part of the composed handler', () => {
    // It works until the day of its expiry, by the clock of this machine; so this one has the last day there is.
    const entry = entryOf({ expires: '9998-12-31' });
    const parts = compose({
      tableName: 't',
      topicArn: 'arn:aws:sns:eu-central-1:111122223333:topic',
      archiveTopicArn: 'arn:aws:sns:eu-central-1:111122223333:record',
      detectionConfig: serializeDetectionConfig(DEFAULT_CONFIG),
      monitoredRegions: '',
      allowlistFile: write('c.json', serializeAllowlist([entry])),
    });

    expect(parts.allowlist?.noteOf(longTermKeySweep())).toMatchObject({ ticket: 'SEC-1234' });
  });
});
