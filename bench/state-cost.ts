import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable } from '../src/adapters/dynamodb/create-table';
import { createDynamoDbSweepStore } from '../src/adapters/dynamodb/dynamodb-sweep-store';
import { startEmbeddedDynamoDb } from '../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../src/adapters/dynamodb/local-client';
import { sha256Digest } from '../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../src/config/defaults';
import type { Call } from '../src/detection/model';
import { findingsOrThrow } from '../src/engine/detection-outcome';
import { createDetector } from '../src/engine/detector';
import { type Measurement, rounded } from './measurement';

const TABLE_NAME = 'regionsweep-bench';
const ARN = 'arn:aws:iam::111122223333:user/build-uploader';
const REGIONS = 17;
const FLOOD = 10_000;

/** Messages that Lambda takes from the queue at a time. */
const BATCH = 100;

/** What the state costs, in units as DynamoDB reports them: calls handled one by one, or in batches of a queue. */
export async function measureStateCost(): Promise<Measurement[]> {
  const sweep = await costOf(REGIONS, () => 'aws-cli/2.24.10 lang/python#3.12.9');
  const agentOf = (index: number) => `agent-${index}-${'x'.repeat(1000)}`;
  const flood = await costOf(FLOOD, agentOf);
  const batchedFlood = await costOf(FLOOD, agentOf, BATCH);
  return [
    {
      name: 'sweep-write-units-per-call',
      value: rounded(sweep.bucketWriteUnits / REGIONS),
      unit: 'write units',
      on: `${REGIONS} calls in ${REGIONS} regions, bucket items`,
      budget: 'at most 1 while an item is below 1 KB',
    },
    {
      name: 'sweep-write-units',
      value: rounded(sweep.writeUnits),
      unit: 'write units',
      on: `${REGIONS} calls in ${REGIONS} regions, bucket and ledger items`,
    },
    {
      name: 'sweep-read-units',
      value: rounded(sweep.readUnits),
      unit: 'read units',
      on: `${REGIONS} calls in ${REGIONS} regions`,
    },
    {
      name: 'flood-write-units-per-call',
      value: rounded(flood.writeUnits / FLOOD),
      unit: 'write units',
      on: `${FLOOD} calls of one principal in one window, each with another user agent, one process`,
      budget: 'at most 0.1',
    },
    {
      name: 'flood-queue-write-units-per-call',
      value: rounded(batchedFlood.writeUnits / FLOOD),
      unit: 'write units',
      on: `the same in batches of ${BATCH}`,
      budget: 'at most 0.01',
    },
  ];
}

interface Cost {
  writeUnits: number;
  bucketWriteUnits: number;
  readUnits: number;
}

async function costOf(
  calls: number,
  userAgent: (index: number) => string,
  batchSize = 1,
): Promise<Cost> {
  const server = await startEmbeddedDynamoDb();
  const client = createLocalClient(server.endpoint);
  await createTable(client, TABLE_NAME);
  const cost = countUnits(client);
  const detector = createDetector({
    store: createDynamoDbSweepStore({
      client,
      tableName: TABLE_NAME,
      limits: DEFAULT_CONFIG,
      retentionSeconds: 24 * 3600,
      clock: Date.now,
      digest: sha256Digest,
      uniqueToken: randomUUID,
    }),
    notifier: { publish: async () => {} },
    clock: Date.now,
    digest: sha256Digest,
    settings: DEFAULT_CONFIG.rules,
    lateEventHours: DEFAULT_CONFIG.lateEventHours,
  });
  for (let first = 0; first < calls; first += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, calls - first) }, (_, offset) =>
      generateCall(first + offset, userAgent(first + offset).slice(0, 120)),
    );
    findingsOrThrow(await detector.detect(batch));
  }
  client.destroy();
  await server.stop();
  return cost;
}

/** One call, of a sweep that goes round the regions within one window. */
export function generateCall(index: number, userAgent: string): Call {
  return {
    ruleId: 'describe-instances',
    principal: { kind: 'arn', key: `arn:${ARN}` },
    eventId: randomUUID(),
    second: 1_769_860_800 + (index % 17),
    region: `eu-central-${index % REGIONS}`,
    caller: {
      type: 'IAMUser',
      arn: ARN,
      accountId: '111122223333',
      recipientAccountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      sourceIp: '198.51.100.7',
      userAgent,
    },
  };
}

/** Adds up what each answer says it cost. */
function countUnits(client: DynamoDBClient): Cost {
  const cost: Cost = { writeUnits: 0, bucketWriteUnits: 0, readUnits: 0 };
  client.middlewareStack.add(
    (next) => async (request) => {
      Object.assign(request.input, { ReturnConsumedCapacity: 'TOTAL' });
      const { output, ...rest } = await next(request);
      const units =
        (output as { ConsumedCapacity?: { CapacityUnits?: number } }).ConsumedCapacity
          ?.CapacityUnits ?? 0;
      if ('UpdateExpression' in request.input) {
        cost.bucketWriteUnits += units;
      }
      if ('UpdateExpression' in request.input || 'Item' in request.input) {
        cost.writeUnits += units;
      } else {
        cost.readUnits += units;
      }
      return { output, ...rest };
    },
    { step: 'initialize', name: 'countUnits' },
  );
  return cost;
}
