/** Too many other writers changed a bucket at once for our write to succeed. Retrying later is safe. */
export class BucketContentionError extends Error {
  override readonly name = 'BucketContentionError';
}
