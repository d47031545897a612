import { faultSuite } from './fault-suite';
import { startThreadedDynamoDb } from './threaded-dynamodb';

faultSuite('the embedded DynamoDB', startThreadedDynamoDb);
