import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * A client for a DynamoDB that is not AWS, such as the embedded one. Any credentials do there;
 * those of the user are never sent.
 *
 * @param endpoint for example `http://localhost:8000`.
 */
export function createLocalClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}
