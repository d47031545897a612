import { faultSuite } from './fault-suite';
import { EVENT_PLATFORM } from './platform/event-platform';
import { SCENARIOS } from './scenarios';
import { EMBEDDED_ONE_IN, startThreadedDynamoDb } from './threaded-dynamodb';

// `embedded-single.verify.ts` and `embedded-groups.verify.ts` run every kind of fault in every scenario.
faultSuite('the embedded DynamoDB, a sample', {
  startDynamoDb: startThreadedDynamoDb,
  platform: EVENT_PLATFORM,
  scenarios: SCENARIOS,
  oneIn: 2 * EMBEDDED_ONE_IN,
  isSample: true,
  note: () => {},
});
