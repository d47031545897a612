import { LIMITS } from '../support/detection';
import { type EmbeddedStore, startEmbeddedStore } from '../support/embedded-store';
import { describeManySessions } from './many-sessions';

describeManySessions({ name: 'in memory', sessions: 500, width: 500 });

describe('on the embedded DynamoDB', () => {
  let embedded: EmbeddedStore;
  beforeAll(async () => {
    embedded = await startEmbeddedStore();
  });
  afterAll(() => embedded.stop());

  describeManySessions({
    name: 'through DynamoDB',
    sessions: 500,
    width: 40,
    openStore: () => embedded.store(LIMITS),
  });
});
