import type { Partition } from '../../../src/detection/model';
import { ledgerOfItem, ledgerPut } from '../../../src/adapters/dynamodb/ledger-item';
import type { Sweep } from '../../../src/detection/sweep';
import { LIMITS } from '../../support/detection';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';
import { SENT, sweepOf } from '../../support/sweeps';

const KEY = { pk: { S: 'describe-instances#30#0' }, sk: { S: 'ledger' } };
const SWEEPS = [sweepOf('one', 0, 30), sweepOf('two', 60, 90)];

/** What a ledger of these sweeps is stored as. */
function storedItem(sweeps: readonly Sweep[] = SWEEPS) {
  return ledgerPut({
    tableName: TABLE_NAME,
    key: KEY,
    principalKey: 'arn:somebody',
    sweeps,
    version: 4,
    token: 'a token',
    expiresAt: 1000,
  }).Item;
}

describe('a ledger item', () => {
  it('is read back as the ledger that was written, under the next version', () => {
    expect(ledgerOfItem(storedItem())).toEqual({ version: 5, sweeps: SWEEPS });
  });

  it('keeps the member names of 0.1, so that sweeps survive an update', () => {
    const sweep = sweepOf('one', 0, 30, { notification: SENT });
    const item = storedItem([sweep]);

    expect(JSON.parse(item?.['sweeps']?.S ?? '')).toMatchObject([
      { notification: { state: 'SENT', told: { severity: 'low' } } },
    ]);
    expect(ledgerOfItem(item).sweeps).toEqual([sweep]);
  });

  it('says in plain text whose it is and when it expires', () => {
    expect(storedItem()).toMatchObject({
      principal: { S: 'arn:somebody' },
      expiresAt: { N: '1000' },
    });
  });

  it('is an empty ledger where it does not exist', () => {
    expect(ledgerOfItem(undefined)).toEqual({ version: 0, sweeps: [] });
  });

  it('is an empty ledger, which may be written again, where somebody took all but its key away', () => {
    expect(ledgerOfItem({ ...KEY })).toEqual({ version: 0, sweeps: [] });
  });

  it('is named, with what to do, where its sweeps are no JSON', () => {
    expect(() => ledgerOfItem({ ...storedItem(), sweeps: { S: '[{' } })).toThrow(
      'The list of sweeps in the ledger item "describe-instances#30#0" is not valid JSON. Delete the item',
    );
    expect(() => ledgerOfItem({ sweeps: { S: '[{' } })).toThrow(
      expect.objectContaining({ cause: expect.any(SyntaxError) }),
    );
  });
});

describe('the write of a ledger item', () => {
  const partition: Partition = {
    ruleId: 'describe-instances',
    principal: { kind: 'arn', key: 'arn:somebody' },
    windowSeconds: 30,
  };
  let embedded: EmbeddedStore;
  beforeAll(async () => {
    embedded = await startEmbeddedStore();
  });
  afterAll(() => embedded.stop());

  it('goes through under the version that the ledger has, again and again', async () => {
    const store = embedded.store(LIMITS);
    const versions = [0, 1, 2];

    for (const version of versions) {
      expect(await store.writeLedger(partition, SWEEPS.slice(0, version), version)).toBe(true);
    }

    expect(await store.readLedger(partition)).toEqual({ version: 3, sweeps: SWEEPS });
    for (const version of [...versions, 4]) {
      expect(await store.writeLedger(partition, [], version)).toBe(false);
    }
  });
});
