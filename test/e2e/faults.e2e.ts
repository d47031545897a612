import { faultSuite } from '../faults/fault-suite';
import { EVENT_PLATFORM } from '../faults/platform/event-platform';
import { SCENARIOS } from '../faults/scenarios';
import { startDynamoDbLocal } from './dynamodb-local/start-dynamodb-local';
import { noteFigure } from './support/figures';

faultSuite('DynamoDB Local', {
  startDynamoDb: startDynamoDbLocal,
  platform: EVENT_PLATFORM,
  scenarios: SCENARIOS,
  note: (figure) => noteFigure('Faults of DynamoDB Local and SNS', figure),
});
