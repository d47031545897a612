import { faultSuite } from './fault-suite';
import { SCENARIOS } from './scenarios';
import { EMBEDDED_ONE_IN, startThreadedDynamoDb } from './threaded-dynamodb';

faultSuite('the embedded DynamoDB, without a queue', {
  startDynamoDb: startThreadedDynamoDb,
  scenarios: SCENARIOS.filter(({ ingestion }) => ingestion === 'direct'),
  oneIn: EMBEDDED_ONE_IN,
});
