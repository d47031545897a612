import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { identityLedgerKey } from '../../src/adapters/dynamodb/incident-item';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../support/embedded-store';
import { digestOf, putLedger } from '../support/incident-ledgers';
import { describeAllowance } from './allowance.contract';
import { describeBacklog } from './backlog.contract';
import { describeBaseline } from './baseline.contract';
import { describeDeliveries } from './deliveries.contract';
import { describeIncidents } from './incidents.contract';
import { describeSightings } from './sightings.contract';
import { CONTRACT_LIMITS, describeSweepStore } from './sweep-store.contract';
import { describeWatchedCalls } from './watched-calls.contract';

let embedded: EmbeddedStore;

beforeAll(async () => {
  embedded = await startEmbeddedStore();
});

afterAll(() => embedded.stop());

describeSweepStore('DynamoDB', async () => embedded.store(CONTRACT_LIMITS));
describeBaseline('DynamoDB', async () => embedded.baseline());
describeSightings('DynamoDB', async () => embedded.sightings());
describeDeliveries('DynamoDB', async () => embedded.deliveries());
describeAllowance('DynamoDB', async () => embedded.allowance());
describeBacklog('DynamoDB', async () => embedded.backlog());
describeWatchedCalls('DynamoDB', async () => embedded.watchedCalls());
describeIncidents('DynamoDB', async () => ({
  incidents: embedded.incidents(),
  put: (ledger) => putLedger(embedded.client, TABLE_NAME, ledger),
  expiryOf: async (identity) => {
    const Key = identityLedgerKey(digestOf(identity));
    const { Item } = await embedded.client.send(new GetItemCommand({ TableName: TABLE_NAME, Key }));
    return Number(Item?.['expiresAt']?.N);
  },
}));
