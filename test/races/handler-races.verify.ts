import {
  type EmbeddedDynamoDb,
  startEmbeddedDynamoDb,
} from '../../src/adapters/dynamodb/embedded-dynamodb';
import { describeHandlerRaces } from './handler-races';

let database: EmbeddedDynamoDb;

beforeAll(async () => {
  database = await startEmbeddedDynamoDb();
});

afterAll(() => database.stop());

describeHandlerRaces('an embedded DynamoDB', { handlers: 40, endpoint: () => database.endpoint });
