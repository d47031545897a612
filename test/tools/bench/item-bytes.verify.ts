import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createTable } from '../../../src/adapters/dynamodb/create-table';
import {
  type EmbeddedDynamoDb,
  startEmbeddedDynamoDb,
} from '../../../src/adapters/dynamodb/embedded-dynamodb';
import { itemKeys } from '../../../src/adapters/dynamodb/keys';
import { createLocalClient } from '../../../src/adapters/dynamodb/local-client';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { EMPTY_LEDGER } from '../../../src/detection/incident/ledger';
import type { Call } from '../../../src/detection/model';
import { countCapacity } from '../../../tools/bench/dynamodb/count-capacity';
import { itemBytes, readUnits, writeUnits } from '../../../tools/bench/dynamodb/item-bytes';
import { localStore, TABLE_NAME } from '../../../tools/bench/local-function';
import { ALICE_ARN, sweepCalls } from '../../support/calls';

let server: EmbeddedDynamoDb;

beforeEach(async () => {
  server = await startEmbeddedDynamoDb();
});

afterEach(() => server.stop());

describe('the bytes of an item', () => {
  it.each([
    ['a text', { a: { S: 'abc' } }, 4],
    ['a text beyond ASCII', { ä: { S: '日本' } }, 8],
    ['a number', { n: { N: '1773705600' } }, 6],
    ['a small number', { n: { N: '7' } }, 3],
    ['a set of texts', { s: { SS: ['ab', 'cde'] } }, 6],
    ['a set of bytes', { b: { BS: [new Uint8Array(24), new Uint8Array(16)] } }, 41],
  ])('are those of name and value: %s', (_case, item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  it('begin a write unit with each KB and a read unit with each 4 KB', () => {
    expect([1, 1024, 1025, 10_240].map(writeUnits)).toEqual([1, 1, 2, 10]);
    expect([0, 4096, 4097].map(readUnits)).toEqual([1, 1, 2]);
  });
});

describe('the units that the embedded DynamoDB reports', () => {
  it('are those of the rule of AWS, for bucket items of every size', async () => {
    const [client, reader] = [
      createLocalClient(server.endpoint),
      createLocalClient(server.endpoint),
    ];
    await createTable(reader, TABLE_NAME);
    const capacity = countCapacity(client, reader);
    const store = localStore(client, () => 0);
    const calls = manyCalls(200);
    const [{ ruleId, principal }] = calls as [Call];
    const partition = { ruleId, principal, windowSeconds: 30 };
    const key = itemKeys(sha256Digest).bucketKey(partition, 0);
    const reported: unknown[] = [];
    const ruled: unknown[] = [];
    for (const call of calls) {
      const before = { ...capacity };
      await store.addCalls(partition, 0, [call]);
      const added = { ...capacity };
      await store.readBuckets(partition, 0, 0);
      reported.push({
        written: added.writeUnits - before.writeUnits,
        read: capacity.readUnits - added.readUnits,
      });
      const { Item: item = {} } = await reader.send(
        new GetItemCommand({ TableName: TABLE_NAME, Key: key, ConsistentRead: true }),
      );
      ruled.push({ written: writeUnits(itemBytes(item)), read: readUnits(itemBytes(item)) });
    }
    client.destroy();
    reader.destroy();

    expect(reported).toEqual(ruled);
    expect(ruled).toContainEqual({ written: 1, read: 1 });
    expect(ruled).toContainEqual({ written: 5, read: 2 });
  });

  it('lack those of a write whose condition does not hold, which are counted all the same', async () => {
    const [client, reader] = [
      createLocalClient(server.endpoint),
      createLocalClient(server.endpoint),
    ];
    await createTable(reader, TABLE_NAME);
    const identity = ALICE_ARN;
    await localStore(reader, () => 0).writeLedger(identity, EMPTY_LEDGER, 0);
    const capacity = countCapacity(client, reader);

    expect(await localStore(client, () => 0, 1).writeLedger(identity, EMPTY_LEDGER, 0)).toBe(false);

    client.destroy();
    reader.destroy();
    // The refused write, and the read that checks whether the same write had succeeded before.
    expect(capacity).toEqual({
      writeUnits: 1,
      readUnits: 1,
      writes: 1,
      reads: 1,
      roundTrips: 2,
      publishing: { writeUnits: 1, readUnits: 1 },
      delivery: { writeUnits: 0, readUnits: 0 },
    });
  });
});

/** Calls of one bucket, the first few with callers of their own. */
function manyCalls(count: number): Call[] {
  const [call] = sweepCalls(1) as [Call];
  return Array.from({ length: count }, (_, index) => ({
    ...call,
    eventId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    region: `eu-central-${index % 17}`,
    caller: { ...call.caller, userAgent: `agent-${index % 6}-${'x'.repeat(100)}` },
  }));
}
