import { type EmbeddedStore, startEmbeddedStore } from '../support/embedded-store';
import { CONTRACT_LIMITS, describeSweepStore } from './sweep-store.contract';

let embedded: EmbeddedStore;

beforeAll(async () => {
  embedded = await startEmbeddedStore();
});

afterAll(() => embedded.stop());

describeSweepStore('DynamoDB', async () => embedded.store(CONTRACT_LIMITS));
