/** The store, its memory and the handlers on DynamoDB Local: what the other tiers test on the embedded DynamoDB, and more. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  type EmbeddedDynamoDb,
  startEmbeddedDynamoDb,
} from '../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../src/adapters/dynamodb/local-client';
import { describeBaseline } from '../contract/baseline.contract';
import { describeSightings } from '../contract/sightings.contract';
import { CONTRACT_LIMITS, describeSweepStore } from '../contract/sweep-store.contract';
import { describeSweepStoreModel } from '../contract/sweep-store.model';
import { describeWatchedCalls } from '../contract/watched-calls.contract';
import { describeHandlerRaces } from '../races/handler-races';
import {
  createStateTable,
  type OpenStore,
  type StateTable,
  trafficText,
} from '../support/state-table';
import { DIFFERENCES, LIKENESSES } from './dynamodb-local/comparison';
import { startDynamoDbLocal } from './dynamodb-local/start-dynamodb-local';
import { countText, noteFigure } from './support/figures';

const HEADING = 'DynamoDB Local';
const RACING_HANDLERS = 200;
const MODEL_RUNS = 100;

let database: EmbeddedDynamoDb;
let table: StateTable;
let openStore: OpenStore;

beforeAll(async () => {
  database = await startDynamoDbLocal();
  table = await createStateTable(database.endpoint);
  openStore = table.connect();
});

afterAll(async () => {
  table?.close();
  await database?.stop();
});

describe('the contract', () => {
  describeSweepStore('DynamoDB Local', async () => openStore(CONTRACT_LIMITS));
  describeBaseline('DynamoDB Local', async () => table.openBaseline());
  describeSightings('DynamoDB Local', async () => table.openSightings());
  describeWatchedCalls('DynamoDB Local', async () => table.openWatchedCalls());

  afterAll(() => {
    noteFigure(
      HEADING,
      `Contracts of the store, the baseline, the sightings and the watched calls: ${trafficText(table.takeTraffic())}`,
    );
  });
});

describeSweepStoreModel('DynamoDB Local', {
  runs: MODEL_RUNS,
  openStore: (limits) => openStore(limits),
  onDone: (tally) => {
    const counts = [...tally]
      .sort(([, one], [, other]) => other - one)
      .map(([what, count]) => `${countText(count)} ${what}`);
    noteFigure(
      HEADING,
      `${MODEL_RUNS} lists of commands compared with the memory store: ${counts.join(', ')}`,
    );
    noteFigure(HEADING, `They took: ${trafficText(table.takeTraffic())}`);
  },
});

describeHandlerRaces('DynamoDB Local', {
  handlers: RACING_HANDLERS,
  endpoint: () => database.endpoint,
  note: (sentence) => noteFigure(HEADING, sentence),
});

describe('DynamoDB Local and the embedded DynamoDB', () => {
  let embedded: EmbeddedDynamoDb;
  let clients: Readonly<Record<'embedded' | 'dynamoDbLocal', DynamoDBClient>>;

  beforeAll(async () => {
    embedded = await startEmbeddedDynamoDb();
    clients = {
      embedded: createLocalClient(embedded.endpoint),
      dynamoDbLocal: createLocalClient(database.endpoint),
    };
  });

  afterAll(async () => {
    clients.embedded.destroy();
    clients.dynamoDbLocal.destroy();
    await embedded.stop();
    noteFigure(
      HEADING,
      `Compared with the embedded DynamoDB: ${DIFFERENCES.length} known differences, ${LIKENESSES.length} likenesses`,
    );
  });

  it.each(DIFFERENCES)('differ in $what', async ({ ask, embedded: one, dynamoDbLocal: other }) => {
    expect(await ask(clients.embedded)).toEqual(one);
    expect(await ask(clients.dynamoDbLocal)).toEqual(other);
  });

  it.each(LIKENESSES)('agree in $what', async ({ ask, embedded: answer }) => {
    expect(await ask(clients.embedded)).toEqual(answer);
    expect(await ask(clients.dynamoDbLocal)).toEqual(answer);
  });
});
