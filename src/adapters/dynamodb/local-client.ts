import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * A client for a DynamoDB that is not AWS, for example the embedded one. It accepts any credentials, so the client
 * never sends those of the user.
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
