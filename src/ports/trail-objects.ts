/** The objects of a trail in S3. */
export interface TrailObjects {
  /**
   * Opens an object to read it once, from its beginning.
   *
   * @throws TrailObjectError for what another attempt at once would not change; any other error for the rest.
   */
  open(bucket: string, key: string): Promise<AsyncIterable<Uint8Array>>;
}

/** `gone`: the object was deleted. `denied`: S3 or KMS denies access to it. */
export class TrailObjectError extends Error {
  override readonly name = 'TrailObjectError';
  readonly reason: 'gone' | 'denied';

  constructor(reason: TrailObjectError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
