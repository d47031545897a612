import { ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { parseCall } from '../../../src/detection/cloudtrail/parse-call';
import type { Call } from '../../../src/detection/model';
import { itemBytes } from '../../../tools/bench/dynamodb/item-bytes';
import { settingsOf, sweepCalls } from '../../support/calls';
import { LIMITS } from '../../support/detection';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';
import { DEFAULT_REGIONS } from '../../support/findings';

let embedded: EmbeddedStore;

beforeEach(async () => {
  embedded = await startEmbeddedStore();
});

afterEach(() => embedded.stop());

/** Adds calls one by one, as direct ingestion does, and returns the write units of each. */
async function addOneByOne(calls: readonly Call[]): Promise<number[]> {
  const units: number[] = [];
  embedded.client.middlewareStack.add(
    (next) => async (request) => {
      const isUpdate = 'UpdateExpression' in (request.input as object);
      if (isUpdate) {
        Object.assign(request.input, { ReturnConsumedCapacity: 'TOTAL' });
      }
      const answer = await next(request);
      const capacity = (answer.output as { ConsumedCapacity?: { CapacityUnits?: number } })
        .ConsumedCapacity;
      if (isUpdate) {
        units.push(capacity?.CapacityUnits ?? Number.NaN);
      }
      return answer;
    },
    { step: 'initialize', name: 'measureCapacity' },
  );
  const store = embedded.store(LIMITS);
  for (const call of calls) {
    const { ruleId, principal } = call;
    await store.addCalls({ ruleId, principal, windowSeconds: 30 }, 0, [call]);
  }
  return units;
}

/** Size of the only item of the table. */
async function onlyItemBytes(): Promise<number> {
  const { Items: items = [] } = await embedded.client.send(
    new ScanCommand({ TableName: TABLE_NAME }),
  );
  expect(items).toHaveLength(1);
  return itemBytes(items[0] ?? {});
}

describe('a bucket item', () => {
  it('takes one write unit a call for a sweep over seventeen regions', async () => {
    const calls = sweepCalls(DEFAULT_REGIONS.length).map((call, index) => ({
      ...call,
      region: DEFAULT_REGIONS[index] ?? '',
    }));

    const units = await addOneByOne(calls);

    expect(units).toEqual(Array(DEFAULT_REGIONS.length).fill(1));
  });

  it('stays below 16 KB when every call has another id, agent, address, key, error and region, as long as can be', async () => {
    const long = (prefix: string) => `${prefix}${'x'.repeat(10_000)}`;
    const calls = Array.from({ length: 400 }, (_, index) =>
      parseCall(
        {
          kind: 'record',
          record: {
            eventSource: 'ec2.amazonaws.com',
            eventName: 'DescribeInstances',
            eventTime: '1970-01-01T00:00:29Z',
            // Once it is full of calls it still takes one for each new region.
            awsRegion: long(`region-${Math.max(0, index - 200)}-`),
            eventID: long(`${index}-`),
            sourceIPAddress: long(`${index}.`),
            userAgent: long(`agent-${index}-`),
            errorCode: long(`Error${index}`),
            recipientAccountId: long(String(index)),
            userIdentity: {
              type: long(`Type${index}`),
              arn: `arn:${'"\\'.repeat(200)}`,
              accountId: long(String(index)),
              accessKeyId: long(`AKIA${index}`),
              sessionContext: { sessionIssuer: { arn: long(`arn:aws:iam::1:role/${index}`) } },
            },
          },
        },
        { settings: settingsOf(), digest: sha256Digest },
      ),
    ).flatMap((outcome) => (outcome.kind === 'call' ? [outcome.call] : []));

    await addOneByOne(calls);

    expect(calls).toHaveLength(400);
    const bytes = await onlyItemBytes();
    expect(bytes).toBeGreaterThan(11 * 1024);
    expect(bytes).toBeLessThan(16 * 1024);
  });

  it('gets its expiry at every write: the retention past its window, or past now where that is later', async () => {
    const now = Date.parse('2026-01-31T00:00:00Z');
    const [call] = sweepCalls(1) as [Call];
    const { ruleId, principal } = call;

    await embedded
      .store(LIMITS, () => now)
      .addCalls({ ruleId, principal, windowSeconds: 30 }, 0, [call]);

    const { Items: items } = await embedded.client.send(new ScanCommand({ TableName: TABLE_NAME }));
    expect(items?.[0]?.['expiresAt']).toEqual({ N: String(now / 1000 + 24 * 3600) });
  });

  it('is not taken for a bucket when its key is none', async () => {
    const [call] = sweepCalls(1) as [Call];
    const { ruleId, principal } = call;
    const partition = { ruleId, principal, windowSeconds: 30 };
    const store = embedded.store(LIMITS);
    await store.addCalls(partition, 0, [call]);
    const { Items: items } = await embedded.client.send(new ScanCommand({ TableName: TABLE_NAME }));
    await embedded.client.send(
      new UpdateItemCommand({
        TableName: TABLE_NAME,
        Key: { pk: items?.[0]?.['pk'] ?? { S: '' }, sk: { S: 'bucket#0000000000x' } },
      }),
    );

    await expect(store.readBuckets(partition, 0, 10 ** 11 - 1)).rejects.toThrow(
      '"bucket#0000000000x" is not the sort key of a bucket',
    );
  });
});
