import { ledgerOfItem, ledgerPut } from '../../../src/adapters/dynamodb/ledger-item';
import type { LedgerState } from '../../../src/detection/incident/ledger';
import { ALICE_ARN } from '../../support/calls';
import { LIMITS } from '../../support/detection';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';
import { incidentStateOf, sweepOf } from '../../support/sweeps';

const KEY = { pk: { S: 'incident#0123456789abcdef' }, sk: { S: 'ledger#3' } };
const STATE: LedgerState = {
  sweeps: [sweepOf('one', 0, 30), sweepOf('two', 60, 90)],
  incidents: [incidentStateOf('incident', 0, 90, { openedAt: 90_000 })],
};

/** What a ledger is stored as. */
function storedItem(state: LedgerState = STATE) {
  return ledgerPut({
    tableName: TABLE_NAME,
    key: KEY,
    identity: ALICE_ARN,
    state,
    version: 4,
    token: 'a token',
    expiresAt: 1000,
  }).Item;
}

describe('a ledger item', () => {
  it('is read back as the ledger that was written, under the next version', () => {
    expect(ledgerOfItem(storedItem())).toEqual({ version: 5, ...STATE });
  });

  it('shows in plain text whose it is and when it expires', () => {
    expect(storedItem()).toMatchObject({
      identity: { S: ALICE_ARN },
      expiresAt: { N: '1000' },
    });
  });

  it('is in the index of open incidents since the oldest of them opened', () => {
    const incidents = [
      incidentStateOf('closed', 0, 30, { openedAt: 30_000, closedAt: 60_000 }),
      incidentStateOf('younger', 90, 120, { openedAt: 120_000 }),
      incidentStateOf('older', 0, 90, { openedAt: 90_000 }),
    ];

    expect(storedItem({ sweeps: [], incidents })).toMatchObject({
      open: { S: 'yes' },
      openSince: { S: '1970-01-01T00:01:30.000Z' },
    });
  });

  it('is not in that index while none of its incidents is open', () => {
    const closed = incidentStateOf('closed', 0, 30, { closedAt: 60_000 });
    const merged = incidentStateOf('merged', 0, 30, { mergedInto: 'closed' });

    const item = storedItem({ sweeps: [], incidents: [closed, merged] });

    expect(item).not.toHaveProperty('open');
    expect(item).not.toHaveProperty('openSince');
  });

  it('is an empty ledger where it does not exist', () => {
    expect(ledgerOfItem(undefined)).toEqual({ version: 0, sweeps: [], incidents: [] });
  });

  it('is named, with what to do, where its state is no JSON', () => {
    expect(() => ledgerOfItem({ ...storedItem(), state: { S: '[{' } })).toThrow(
      'The state in the ledger item "incident#0123456789abcdef" is not valid JSON. Delete the item',
    );
    expect(() => ledgerOfItem({ state: { S: '[{' } })).toThrow(
      expect.objectContaining({ cause: expect.any(SyntaxError) }),
    );
  });
});

describe('the write of a ledger item', () => {
  let embedded: EmbeddedStore;
  beforeAll(async () => {
    embedded = await startEmbeddedStore();
  });
  afterAll(() => embedded.stop());

  it('goes through under the version that the ledger has, again and again', async () => {
    const store = embedded.store(LIMITS);
    const versions = [0, 1, 2];
    const stateOf = (sweeps: number) => ({ ...STATE, sweeps: STATE.sweeps.slice(0, sweeps) });

    for (const version of versions) {
      expect(await store.writeLedger(ALICE_ARN, stateOf(version), version)).toBe(true);
    }

    expect(await store.readLedger(ALICE_ARN)).toEqual({ version: 3, ...STATE });
    for (const version of [...versions, 4]) {
      expect(await store.writeLedger(ALICE_ARN, stateOf(0), version)).toBe(false);
    }
  });
});
