import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { identityLedgerKey } from '../../../src/adapters/dynamodb/incident-item';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';
import { digestOf, incidentState, newIdentity, putLedger } from '../../support/incident-ledgers';

const ACKNOWLEDGEMENT = {
  incidentId: 'incident-1',
  actors: [['key-1']],
  severity: 'high',
  by: 'jane',
  reason: 'known',
  at: 0,
  until: 1000,
} as const;

let embedded: EmbeddedStore;
beforeEach(async () => {
  embedded = await startEmbeddedStore();
});
afterEach(() => embedded.stop());

async function readLedger(identity: string) {
  const ledger = await embedded.incidents().read(digestOf(identity));
  if (ledger === undefined) {
    throw new Error('The ledger is gone.');
  }
  return ledger;
}

describe('the list of incidents in DynamoDB', () => {
  it('knows its own acknowledgement again when the answer to its first request is lost', async () => {
    const identity = newIdentity('lost');
    const state = { sweeps: [], incidents: [incidentState(identity)] };
    await putLedger(embedded.client, TABLE_NAME, { identity, state });
    const ledger = await readLedger(identity);
    let updates = 0;
    embedded.client.middlewareStack.add(
      (next, { commandName }) =>
        async (request) => {
          const result = await next(request);
          if (commandName === 'UpdateItemCommand') {
            updates += 1;
            if (updates === 1) {
              throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
            }
          }
          return result;
        },
      { step: 'deserialize', priority: 'low' },
    );

    expect(await embedded.incidents().acknowledge(ledger, [ACKNOWLEDGEMENT])).toBe(true);
    expect(updates).toBe(2);
    expect(await readLedger(identity)).toMatchObject({
      version: 2,
      acknowledgements: [ACKNOWLEDGEMENT],
    });
  });

  it('keeps members of the state that a later version may add', async () => {
    const identity = newIdentity('later');
    const state = { sweeps: [], incidents: [incidentState(identity)], later: { some: 'value' } };
    await putLedger(embedded.client, TABLE_NAME, { identity, state });

    await embedded.incidents().acknowledge(await readLedger(identity), [ACKNOWLEDGEMENT]);

    expect(await readLedger(identity)).toMatchObject(state);
  });

  it('names the item if its state is unreadable, and how to recover', async () => {
    const key = identityLedgerKey('0123456789abcdef');
    await embedded.client.send(
      new PutItemCommand({
        TableName: TABLE_NAME,
        Item: { ...key, version: { N: '1' }, state: { S: '{' } },
      }),
    );

    await expect(embedded.incidents().read('0123456789abcdef')).rejects.toThrow(
      'The state in the ledger item "incident#0123456789abcdef" is not valid JSON. Delete the item; RegionSweep then finds and reports its sweeps again.',
    );
  });
});
