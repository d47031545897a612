/** The allow-list as text: what is deployed beside the handler. */
import { isObject } from '../detection/json';
import type { AllowlistEntry } from './schema';

/** JSON on one line; equal entries give equal texts. */
export function serializeAllowlist(entries: readonly AllowlistEntry[]): string {
  return JSON.stringify({ entries });
}

/**
 * Reads what {@link serializeAllowlist} wrote. It is no more checked than the code, which it comes in one asset with:
 * the schema would weigh more in the bundle than all that uses the entries.
 *
 * @throws Error when it is something else altogether.
 */
export function parseDeployedAllowlist(text: string): readonly AllowlistEntry[] {
  const content: unknown = JSON.parse(text);
  if (!isObject(content) || !Array.isArray(content['entries'])) {
    throw new Error(
      'The allow-list beside the code is not what the stack writes. Deploy the stack again.',
    );
  }
  return content['entries'];
}
