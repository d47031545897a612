import { createHash } from 'node:crypto';
import type { Digest } from '../detection/model';

/** SHA-256 as lower-case hex. Lone surrogates hash as the replacement character. */
export const sha256Digest: Digest = (text) => createHash('sha256').update(text).digest('hex');
