import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EmbeddedDynamoDb } from '../../src/adapters/dynamodb/embedded-dynamodb';
import { wholeNumber } from '../support/whole-number';

/** The embedded DynamoDB in its own thread, so that concurrent runs use two cores. */
export async function startThreadedDynamoDb(): Promise<EmbeddedDynamoDb> {
  const thread = new Worker(path.join(__dirname, 'dynalite-thread.cjs'));
  const [port] = (await once(thread, 'message')) as [number];
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      await thread.terminate();
    },
  };
}

/** The embedded DynamoDB is slow, so only one request in three fails; `npm run e2e` tries every one on DynamoDB Local. */
export const EMBEDDED_ONE_IN = wholeNumber('FAULT_ONE_IN', 3);
