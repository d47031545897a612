import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { settingsOf } from '../../support/calls';
import { LIMITS } from '../../support/detection';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';
import { createIncidentWorld } from '../../support/incident-world';
import { callBy, callsOf, userNamed } from '../../support/people';
import recorded from './state-of-0.4.0.json';

/**
 * What release 0.4.0 stored: a sweep by the user eve that it reported, and the first six calls of another one, ten
 * minutes later. `wholeBucket` is the bucket of the other one after all ten calls. Binary values are in base64.
 */
type RecordedItem = (typeof recorded.items)[number];

const SECOND = Date.UTC(2026, 2, 1, 12, 10) / 1000;
const EVE = userNamed('eve', '198.51.100.7');

/** The call of the sweep with this index. The first six are in the recorded state. */
function callAt(index: number) {
  return callBy(
    EVE,
    { number: 101 + index, second: SECOND + index, region: `region-${index}` },
    'arn',
  );
}

function attributesOf(item: RecordedItem): Record<string, AttributeValue> {
  const attributes = Object.entries(item).map(([name, value]) =>
    'BS' in value
      ? [name, { BS: value.BS.map((text: string) => Buffer.from(text, 'base64')) }]
      : [name, value],
  );
  return Object.fromEntries(attributes) as Record<string, AttributeValue>;
}

describe('an update from 0.4.0 in the middle of a sweep', () => {
  let embedded: EmbeddedStore;

  beforeEach(async () => {
    embedded = await startEmbeddedStore();
    for (const item of recorded.items) {
      await embedded.client.send(
        new PutItemCommand({ TableName: TABLE_NAME, Item: attributesOf(item) }),
      );
    }
  });

  afterEach(() => embedded.stop());

  async function storedItem({ pk, sk }: Pick<RecordedItem, 'pk' | 'sk'>) {
    const { Item: item } = await embedded.client.send(
      new GetItemCommand({ TableName: TABLE_NAME, Key: { pk, sk } }),
    );
    return item;
  }

  async function finishSweep() {
    const now = (SECOND + 60) * 1000;
    const store = embedded.store(LIMITS, () => now);
    const world = createIncidentWorld({ settings: settingsOf(), store, now });
    for (const call of callsOf([6, 7, 8, 9].map(callAt))) {
      await world.detect([call]);
    }
    await world.settle();
    return world;
  }

  it('loses no call: the sweep opens an incident with those that 0.4.0 stored', async () => {
    const { published } = await finishSweep();

    expect(published.map(({ notification: { kind } }) => kind)).toEqual(['opened', 'closed']);
    const [finding] = published[0]?.notification.incident.findings ?? [];
    expect(finding?.evidence).toMatchObject({ callCount: 10, regionCount: 10, atLeast: false });
    expect(finding?.window.start).toBe('2026-03-01T12:10:00Z');
  });

  it('can be undone: 0.4.0 finds its own ledger as it was, and buckets in its format', async () => {
    const ledger = recorded.items.find(({ sk }) => sk.S.startsWith('ledger')) as RecordedItem;
    const { expiresAt: _expiry, ...wholeBucket } = recorded.wholeBucket;

    await finishSweep();

    expect(await storedItem(ledger)).toEqual(attributesOf(ledger));
    const stored = await storedItem(wholeBucket);
    const { expiresAt: _storedExpiry, ...bucket } = stored as Record<string, AttributeValue>;
    expect(asRecorded(bucket)).toEqual(wholeBucket);
  });
});

/** An item as `state-of-0.4.0.json` writes it. */
function asRecorded(item: Readonly<Record<string, AttributeValue>>): object {
  const attributes = Object.entries(item).map(([name, { BS: binaries, ...value }]) =>
    binaries === undefined
      ? [name, value]
      : [name, { BS: binaries.map((bytes) => Buffer.from(bytes).toString('base64')) }],
  );
  return Object.fromEntries(attributes);
}
