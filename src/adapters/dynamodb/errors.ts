import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Other processes kept changing a bucket while this one tried to write. A later retry is safe. */
export class BucketContentionError extends Error {
  override readonly name = 'BucketContentionError';
}

/** The result of a write, or `undefined` if its condition failed. The write has then changed nothing. */
export async function unlessConditionFails<Output>(
  write: Promise<Output>,
): Promise<Output | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return undefined;
    }
    throw error;
  }
}
