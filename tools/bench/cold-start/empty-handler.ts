import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { CLIENT_OPTIONS } from '../../../lambda/shared/client-options';

const clients = [new DynamoDBClient(CLIENT_OPTIONS), new SNSClient(CLIENT_OPTIONS)];

/** The least that a function with the clients of the detector can be. */
export const handler = async (): Promise<number> => clients.length;
