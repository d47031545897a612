import { type BinaryLike, createHash, createHmac } from 'node:crypto';

/**
 * Replaces `@smithy/core/checksum` in the bundles, which has SHA-256 in JavaScript for platforms without `node:crypto`.
 * The clients only use it to sign requests.
 */
export class Sha256 {
  private readonly hash;

  constructor(secret?: BinaryLike) {
    this.hash = secret ? createHmac('sha256', secret) : createHash('sha256');
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {
    throw new Error('This bundle hashes each text with a Sha256 of its own.');
  }
}
