import { faultSuite } from './fault-suite';
import { TRAIL_PLATFORM } from './platform/trail-platform';
import { SCENARIOS, TRAIL_SCENARIOS } from './scenarios';
import { EMBEDDED_ONE_IN, startThreadedDynamoDb } from './threaded-dynamodb';

faultSuite('the embedded DynamoDB, by trail files', {
  startDynamoDb: startThreadedDynamoDb,
  platform: TRAIL_PLATFORM,
  scenarios: [...SCENARIOS, ...TRAIL_SCENARIOS],
  oneIn: EMBEDDED_ONE_IN,
});
