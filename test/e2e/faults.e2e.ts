import { faultSuite } from '../faults/fault-suite';
import { startDynamoDbLocal } from './dynamodb-local/start-dynamodb-local';
import { noteFigure } from './support/figures';

faultSuite('DynamoDB Local', startDynamoDbLocal, (figure) =>
  noteFigure('Faults of DynamoDB Local and SNS', figure),
);
