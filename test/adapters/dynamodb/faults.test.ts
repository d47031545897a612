import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { LedgerState } from '../../../src/detection/incident/ledger';
import type { Partition } from '../../../src/detection/model';
import { callOf, uuid } from '../../support/calls';
import { LIMITS } from '../../support/detection';
import { type EmbeddedStore, startEmbeddedStore } from '../../support/embedded-store';
import { incidentStateOf, sweepOf } from '../../support/sweeps';

const PARTITION: Partition = {
  ruleId: 'describe-instances',
  principal: { kind: 'arn', key: 'arn:somebody' },
  windowSeconds: 30,
};

const IDENTITY = 'arn:somebody';

const LEDGER: LedgerState = {
  sweeps: [sweepOf('describe-instances-19700101T000000Z-0123456789abcdef', 0, 30)],
  incidents: [incidentStateOf('incident', 0, 30)],
};

let embedded: EmbeddedStore;

beforeEach(async () => {
  embedded = await startEmbeddedStore();
});

afterEach(() => embedded.stop());

/** Sends the first request and loses its answer, as a broken connection does. */
function loseFirstAnswer(): { readonly attempts: () => number } {
  let attempts = 0;
  embedded.client.middlewareStack.add(
    (next) => async (request) => {
      attempts += 1;
      const answer = await next(request);
      if (attempts === 1) {
        throw Object.assign(new Error('The connection broke.'), { name: 'TimeoutError' });
      }
      return answer;
    },
    { step: 'finalizeRequest', priority: 'low', name: 'loseFirstAnswer' },
  );
  return { attempts: () => attempts };
}

describe('a DynamoDB store when the answer to a request is lost', () => {
  it('recognizes its own ledger write', async () => {
    const store = embedded.store(LIMITS);
    const { attempts } = loseFirstAnswer();

    expect(await store.writeLedger(IDENTITY, LEDGER, 0)).toBe(true);

    expect(attempts()).toBeGreaterThan(1);
    expect(await store.readLedger(IDENTITY)).toEqual({ version: 1, ...LEDGER });
  });

  it('keeps the calls of a repeated addition once, though it takes them for redeliveries', async () => {
    const store = embedded.store(LIMITS);
    const { attempts } = loseFirstAnswer();

    const { bucket, repeats, before } = await store.addCalls(PARTITION, 0, [
      callOf({ eventId: uuid(1) }),
    ]);

    expect(attempts()).toBe(2);
    expect(before.isUncertain).toBe(true);
    expect(bucket.calls).toHaveLength(1);
    expect(bucket.deliveries).toBe(2);
    expect(repeats).toBe(1);
  });
});

describe('a DynamoDB store when the table fails', () => {
  it('passes the failure on', async () => {
    const mock = mockClient(embedded.client);
    mock.rejects(new Error('The table is gone.'));
    const store = embedded.store(LIMITS);

    await expect(store.addCalls(PARTITION, 0, [callOf({ eventId: uuid(1) })])).rejects.toThrow(
      'gone',
    );
    await expect(store.writeLedger(IDENTITY, LEDGER, 0)).rejects.toThrow('gone');
    await expect(store.readLedger(IDENTITY)).rejects.toThrow('gone');
  });

  it('gives up on a bucket that others never stop changing, and reports that a retry is safe', async () => {
    const mock = mockClient(embedded.client);
    mock.resolves({});
    mock
      .on(UpdateItemCommand)
      .rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
    const store = embedded.store(LIMITS);

    await expect(store.addCalls(PARTITION, 0, [callOf({ eventId: uuid(1) })])).rejects.toThrow(
      /Other processes changed the bucket .* 100 times.*A later retry is safe/,
    );
  });
});
