import {
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { createDynamoDbBaseline } from '../../../src/adapters/dynamodb/dynamodb-baseline';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import type { Lesson } from '../../../src/detection/baseline/lesson';
import { type EmbeddedStore, startEmbeddedStore, TABLE_NAME } from '../../support/embedded-store';

const DAY = 20_500;
const SUBJECT = { account: '111122223333', key: 'arn:alice' };

function lesson(overrides: Partial<Lesson> = {}): Lesson {
  return {
    subject: SUBJECT,
    day: DAY,
    regions: ['us-east-1'],
    addresses: ['198.51.100.7'],
    ...overrides,
  };
}

let embedded: EmbeddedStore;
let requests: string[];

beforeEach(async () => {
  embedded = await startEmbeddedStore();
  requests = [];
  embedded.client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (request) => {
        requests.push(commandName.replace(/Command$/, ''));
        return next(request);
      },
    { step: 'initialize' },
  );
});

afterEach(() => embedded.stop());

function countRequests(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of requests.splice(0)) {
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('a DynamoDB baseline', () => {
  it('writes a principal, region and day once, and an account once, whoever sees it', async () => {
    const regions = ['us-east-1', 'eu-west-1', 'ap-south-1'];
    for (let process = 0; process < 10; process += 1) {
      const baseline = embedded.baseline();
      for (const region of regions) {
        await baseline.learn(lesson({ regions: [region] }));
      }
    }

    expect(countRequests()).toMatchObject({ UpdateItem: regions.length + 1 });
  });

  it('keeps an item below four kilobytes whatever is learned, in short attributes', async () => {
    const baseline = embedded.baseline();
    await baseline.learn(
      lesson({
        regions: Array.from({ length: 1000 }, (_, index) => `${index}`.padEnd(24, 'r')),
        addresses: Array.from({ length: 10_000 }, (_, index) => `${index}`.padEnd(39, 'f')),
      }),
    );
    const { Items = [] } = await embedded.client.send(new ScanCommand({ TableName: TABLE_NAME }));

    expect(Items).toHaveLength(2);
    for (const item of Items) {
      const bytes = Object.entries(item).reduce(
        (sum, [name, { S = '', N = '', SS = [], BS = [] }]) =>
          sum + [name, S, N, ...SS, ...BS].reduce((size, { length }) => size + length, 0),
        0,
      );
      expect(bytes).toBeLessThan(4096);
    }
  });

  it('lets a day expire 31 days after it, and never what says since when an account is known', async () => {
    await embedded.baseline().learn(lesson());
    const { Items = [] } = await embedded.client.send(new ScanCommand({ TableName: TABLE_NAME }));

    const expiries = Object.fromEntries(Items.map((item) => [item['sk']?.S, item['expiresAt']?.N]));
    expect(expiries).toEqual({
      '#since': undefined,
      [`${sha256Digest(SUBJECT.key).slice(0, 24)}#20260216`]: String((DAY + 32) * 86_400),
    });
    expect(Items.map((item) => item['pk']?.S)).toEqual([
      'known#111122223333',
      'known#111122223333',
    ]);
  });

  it('loses nothing to a race for the last room but what has none', async () => {
    const many = Array.from({ length: 60 }, (_, index) => `region-${index}`);
    await embedded.baseline().learn(lesson({ regions: many }));

    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        embedded.baseline().learn(lesson({ regions: [`late-${index}`] })),
      ),
    );

    const { subject } = await embedded.baseline().read(SUBJECT, DAY + 1);
    expect(subject.regions.size).toBe(64);
  });

  describe('of an account with more than is read', () => {
    const unused = new DynamoDBClient({ region: 'us-east-1' });
    const client = mockClient(unused);
    const baseline = createDynamoDbBaseline({
      client: unused,
      tableName: 't',
      digest: sha256Digest,
    });
    const since = { sk: { S: '#since' }, since: { N: '1' } };
    const page = { Items: [since], LastEvaluatedKey: { pk: { S: 'p' }, sk: { S: 's' } } };
    afterEach(() => client.reset());
    afterAll(() => client.restore());

    it('reads two pages, and says that it does not know the account', async () => {
      client.on(QueryCommand).resolves(page);

      expect(await baseline.read(SUBJECT, DAY)).toEqual({
        since: 1,
        subject: { isKnown: false, regions: new Set(), addresses: new Set() },
        account: undefined,
      });
      // One of the subject, two of the account.
      expect(client.commandCalls(QueryCommand)).toHaveLength(3);
    });

    it('knows an account that ends on the second page', async () => {
      client
        .on(QueryCommand)
        .resolves(page)
        .on(QueryCommand, { ExclusiveStartKey: page.LastEvaluatedKey })
        .resolves({});

      expect((await baseline.read(SUBJECT, DAY)).account).toEqual({ regions: new Set() });
    });

    it('rejects when the table is throttled', async () => {
      const throttled = new ProvisionedThroughputExceededException({
        message: 'Slow down.',
        $metadata: {},
      });
      client
        .on(QueryCommand)
        .rejects(throttled)
        .on(GetItemCommand)
        .resolves({})
        .on(UpdateItemCommand)
        .rejects(throttled);

      await expect(baseline.read(SUBJECT, DAY)).rejects.toThrow(throttled);
      await expect(baseline.learn(lesson())).rejects.toThrow(throttled);
    });
  });
});
