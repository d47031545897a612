/** So many others wrote to a bucket at once that no gap was found to write in. Trying again later is safe. */
export class BucketContentionError extends Error {
  override readonly name = 'BucketContentionError';
}
