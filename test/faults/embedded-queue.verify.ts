import { faultSuite } from './fault-suite';
import { SCENARIOS } from './scenarios';
import { EMBEDDED_ONE_IN, startThreadedDynamoDb } from './threaded-dynamodb';

// A file of its own, so that it runs beside the other half.
faultSuite('the embedded DynamoDB, with a queue', {
  startDynamoDb: startThreadedDynamoDb,
  scenarios: SCENARIOS.filter(({ ingestion }) => ingestion === 'queue'),
  oneIn: EMBEDDED_ONE_IN,
});
