import { type EmbeddedStore, startEmbeddedStore } from '../support/embedded-store';
import { describeAllowance } from './allowance.contract';
import { describeBacklog } from './backlog.contract';
import { describeBaseline } from './baseline.contract';
import { describeSightings } from './sightings.contract';
import { CONTRACT_LIMITS, describeSweepStore } from './sweep-store.contract';

let embedded: EmbeddedStore;

beforeAll(async () => {
  embedded = await startEmbeddedStore();
});

afterAll(() => embedded.stop());

describeSweepStore('DynamoDB', async () => embedded.store(CONTRACT_LIMITS));
describeBaseline('DynamoDB', async () => embedded.baseline());
describeSightings('DynamoDB', async () => embedded.sightings());
describeAllowance('DynamoDB', async () => embedded.allowance());
describeBacklog('DynamoDB', async () => embedded.backlog());
