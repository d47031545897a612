import { faultSuite } from './fault-suite';
import { EVENT_PLATFORM } from './platform/event-platform';
import { SCENARIOS } from './scenarios';
import { EMBEDDED_ONE_IN, startThreadedDynamoDb } from './threaded-dynamodb';

// A separate file, so that jest runs both halves at the same time.
faultSuite('the embedded DynamoDB, in groups of calls', {
  startDynamoDb: startThreadedDynamoDb,
  platform: EVENT_PLATFORM,
  scenarios: SCENARIOS.filter(({ groupSize }) => groupSize !== undefined),
  oneIn: EMBEDDED_ONE_IN,
});
