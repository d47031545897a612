import {
  type EmbeddedDynamoDb,
  startEmbeddedDynamoDb,
} from '../../src/adapters/dynamodb/embedded-dynamodb';
import { createStateTable, type OpenStore, type StateTable } from '../support/state-table';
import { describeSweepStoreModel } from './sweep-store.model';

let database: EmbeddedDynamoDb;
let table: StateTable;
let openStore: OpenStore;

beforeAll(async () => {
  database = await startEmbeddedDynamoDb();
  table = await createStateTable(database.endpoint);
  openStore = table.connect();
});

afterAll(async () => {
  table.close();
  await database.stop();
});

describeSweepStoreModel('DynamoDB', {
  runs: 40,
  openStore: (limits) => openStore(limits),
});
