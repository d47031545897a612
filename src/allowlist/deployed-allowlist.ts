/** The allow-list as the text that is deployed with the handler. */
import { isObject } from '../detection/json';
import type { AllowlistEntry } from './fields';

/** JSON on one line; equal entries give equal texts. */
export function serializeAllowlist(entries: readonly AllowlistEntry[]): string {
  return JSON.stringify({ entries });
}

/**
 * Reads what {@link serializeAllowlist} wrote. It trusts the text, which is in the same asset as the code; the schema
 * would make the bundle much larger.
 *
 * @throws Error when the text is something else.
 */
export function parseDeployedAllowlist(text: string): readonly AllowlistEntry[] {
  const content: unknown = JSON.parse(text);
  if (!isObject(content) || !Array.isArray(content['entries'])) {
    throw new Error(
      'The deployed allow-list is not one that the stack writes. Deploy the stack again.',
    );
  }
  return content['entries'];
}
