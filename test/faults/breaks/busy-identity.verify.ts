import { createDynamoDbSweepStore } from '../../../src/adapters/dynamodb/dynamodb-sweep-store';
import { createLocalClient } from '../../../src/adapters/dynamodb/local-client';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import type { Groupings } from '../../../src/detection/model';
import { startMeteredDynamoDb } from '../../malice/support/metered-dynamodb';
import { settingsOf } from '../../support/calls';
import { LIMITS } from '../../support/detection';
import { TABLE_NAME } from '../../support/embedded-store';
import { createIncidentWorld } from '../../support/incident-world';
import { callsOf, sessionOf, sweepBy } from '../../support/people';

const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const PERSON = sessionOf('Inventory-with-a-rather-long-name', 'session', '198.51.100.7');
const SWEEPS = 60;
const CALLS = 17;

/** The write units of each call of one more sweep, after an hour with a sweep a minute. */
async function writeUnitsPerCall(groupBy: Groupings): Promise<number> {
  const database = await startMeteredDynamoDb();
  const client = createLocalClient(database.endpoint);
  try {
    const now = { ms: NOON * 1000 };
    const store = createDynamoDbSweepStore({
      client,
      tableName: TABLE_NAME,
      limits: LIMITS,
      retentionSeconds: 86_400,
      clock: () => now.ms,
      digest: sha256Digest,
      uniqueToken: () => crypto.randomUUID(),
    });
    const world = createIncidentWorld({ settings: settingsOf({ groupBy }), store, now: now.ms });
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      const second = NOON + sweep * 65;
      await world.passTo((second + 40) * 1000);
      const calls = sweepBy(PERSON, { number: sweep * CALLS + 1, second, regions: CALLS }, groupBy);
      await world.detect(callsOf(calls));
    }
    const before = database.usage().writeUnits;
    const second = NOON + SWEEPS * 65;
    await world.passTo((second + 40) * 1000);
    const calls = sweepBy(PERSON, { number: SWEEPS * CALLS + 1, second, regions: CALLS }, groupBy);
    for (const call of callsOf(calls)) {
      await world.detect([call]);
    }
    return (database.usage().writeUnits - before) / CALLS;
  } finally {
    client.destroy();
    await database.stop();
  }
}

describe('an identity that sweeps every minute', () => {
  it('costs two write units a call at most', async () => {
    expect(await writeUnitsPerCall('arn')).toBeLessThanOrEqual(2);
  });

  it('costs two write units for each grouping of a call at most', async () => {
    const units = await writeUnitsPerCall(['arn', 'accessKey', 'role', 'sourceIp']);
    expect(units / 4).toBeLessThanOrEqual(2);
  });
});
