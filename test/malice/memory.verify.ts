import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DEFAULT_CONFIG } from '../../src/config/defaults';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import { TABLE_NAME } from '../support/embedded-store';
import { IS_LONG_RUN, noteCount } from '../support/long-run';
import { eventOf, userRecord } from './support/hostile-calls';
import { type MeteredDynamoDb, startMeteredDynamoDb } from './support/metered-dynamodb';

const PRINCIPALS = IS_LONG_RUN ? 1_000 : 60;

/** Calls per principal, all alike except for their ids: as many as an item holds. */
const CALLS = DEFAULT_CONFIG.maxTrackedCalls;

/** The most bytes that a full item may leave in a process, and that everything else may. */
const BYTES_A_PRINCIPAL = 4096;
const BYTES_AT_ALL = 16 * 1024 * 1024;

let database: MeteredDynamoDb;
let detector: ChildProcess;

beforeEach(async () => {
  database = await startMeteredDynamoDb();
  detector = fork(path.join(__dirname, 'support/function-process.ts'), {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    env: {
      ...process.env,
      TABLE_NAME,
      TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:regionsweep',
      ARCHIVE_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:regionsweep-record',
      DETECTION_CONFIG: serializeDetectionConfig(DEFAULT_CONFIG),
      MONITORED_REGIONS: 'us-east-1',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
});

afterEach(async () => {
  detector.kill();
  await database.stop();
});

/** Floods the function in the name of one principal. @returns the bytes in use after that. */
async function flood(principal: number): Promise<number> {
  const records = Array.from({ length: CALLS }, (_, index) => userRecord(principal, index % 5));
  detector.send(records.map((record) => eventOf(record)));
  const [bytes] = (await once(detector, 'message')) as [number];
  return bytes;
}

describe('the memory of a warm function', () => {
  it('grows by little for each principal that floods it, and not for each call', async () => {
    // The first events load and compile the function.
    const before = await flood(0);
    let after = before;
    for (let principal = 1; principal < PRINCIPALS; principal += 1) {
      after = await flood(principal);
    }
    const { writeUnits } = database.usage();
    for (let principal = 0; principal < PRINCIPALS; principal += 10) {
      after = await flood(principal);
    }

    expect(writeUnits).toBeGreaterThanOrEqual(PRINCIPALS * 4);
    expect(after - before).toBeLessThan(BYTES_AT_ALL + PRINCIPALS * BYTES_A_PRINCIPAL);
    noteCount('memory of a warm function', 'heap in bytes', {
      principals: PRINCIPALS,
      before,
      after,
    });
  });
});
