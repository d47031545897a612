import { faultSuite } from './fault-suite';
import { SCENARIOS } from './scenarios';
import { EMBEDDED_ONE_IN, startThreadedDynamoDb } from './threaded-dynamodb';

// A separate file, so that jest runs both halves at the same time.
faultSuite('the embedded DynamoDB, with a queue', {
  startDynamoDb: startThreadedDynamoDb,
  scenarios: SCENARIOS.filter(({ ingestion }) => ingestion === 'queue'),
  oneIn: EMBEDDED_ONE_IN,
});
