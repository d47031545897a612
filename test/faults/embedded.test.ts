import { faultSuite } from './fault-suite';
import { SCENARIOS } from './scenarios';
import { EMBEDDED_ONE_IN, startThreadedDynamoDb } from './threaded-dynamodb';

// `embedded-direct.verify.ts` and `embedded-queue.verify.ts` run every kind of fault in every scenario.
faultSuite('the embedded DynamoDB, a sample', {
  startDynamoDb: startThreadedDynamoDb,
  scenarios: SCENARIOS,
  oneIn: 2 * EMBEDDED_ONE_IN,
  isSample: true,
  note: () => {},
});
