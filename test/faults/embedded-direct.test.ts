import { faultSuite } from './fault-suite';
import { SCENARIOS } from './scenarios';
import { startThreadedDynamoDb } from './threaded-dynamodb';

faultSuite('the embedded DynamoDB, without a queue', {
  startDynamoDb: startThreadedDynamoDb,
  scenarios: SCENARIOS.filter(({ ingestion }) => ingestion === 'direct'),
});
