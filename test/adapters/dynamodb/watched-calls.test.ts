import { type EmbeddedStore, startEmbeddedStore } from '../../support/embedded-store';
import { watchedAt } from '../../support/watched-records';

const IDENTITY = 'arn:aws:iam::111122223333:user/alice';

let embedded: EmbeddedStore;
const requests: string[] = [];

beforeAll(async () => {
  embedded = await startEmbeddedStore();
  embedded.client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (request) => {
        requests.push(commandName);
        return next(request);
      },
    { step: 'initialize' },
  );
});

afterAll(() => embedded.stop());

beforeEach(() => {
  requests.length = 0;
});

describe('a flood of watched calls in DynamoDB', () => {
  it('costs each process a few requests', async () => {
    const flood = Array.from({ length: 400 }, (_, index) =>
      watchedAt('compute.RunInstances', index % 60),
    );

    for (const store of [embedded.watchedCalls(), embedded.watchedCalls()]) {
      requests.length = 0;
      for (const call of flood) {
        await store.add(IDENTITY, call);
      }

      expect(requests.filter((name) => name === 'UpdateItemCommand').length).toBeLessThan(14);
      expect(requests.length).toBeLessThan(15);
    }
  });

  it('does not grow with the sessions that an incident reads: one query of a page', async () => {
    const store = embedded.watchedCalls();
    for (let index = 0; index < 30; index += 1) {
      const userIdentity = {
        type: 'AssumedRole',
        arn: `arn:aws:sts::111122223333:assumed-role/App/session-${index}`,
        accountId: '111122223333',
        accessKeyId: `ASIA${index}`,
      };
      await store.add('arn:aws:iam::111122223333:role/App', {
        ...watchedAt('compute.RunInstances', index, { userIdentity }),
      });
    }
    requests.length = 0;

    const { calls } = await store.read('arn:aws:iam::111122223333:role/App', 0, 2_000_000_000);

    expect(calls).toHaveLength(30);
    expect(requests).toEqual(['QueryCommand']);
  });
});
