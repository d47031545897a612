import { faultSuite } from './fault-suite';
import { EVENT_PLATFORM } from './platform/event-platform';
import { SCENARIOS } from './scenarios';
import { EMBEDDED_ONE_IN, startThreadedDynamoDb } from './threaded-dynamodb';

faultSuite('the embedded DynamoDB, call by call', {
  startDynamoDb: startThreadedDynamoDb,
  platform: EVENT_PLATFORM,
  scenarios: SCENARIOS.filter(({ groupSize }) => groupSize === undefined),
  oneIn: EMBEDDED_ONE_IN,
});
