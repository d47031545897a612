import { faultSuite } from './fault-suite';
import { TRAIL_PLATFORM } from './platform/trail-platform';
import { SCENARIOS, TRAIL_SCENARIOS } from './scenarios';
import { EMBEDDED_ONE_IN, startThreadedDynamoDb } from './threaded-dynamodb';

faultSuite('the embedded DynamoDB, by trail files', {
  startDynamoDb: startThreadedDynamoDb,
  platform: TRAIL_PLATFORM,
  // All of them take ten minutes: set FAULT_SCENARIOS=all.
  scenarios: [
    ...SCENARIOS.filter((_, index) => process.env['FAULT_SCENARIOS'] === 'all' || index % 4 === 0),
    ...TRAIL_SCENARIOS,
  ],
  oneIn: EMBEDDED_ONE_IN,
});
