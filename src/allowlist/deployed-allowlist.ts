/** The allow-list as text: what is deployed beside the handler. */
import { ConfigError } from '../config/config-error';
import { deepFreeze } from '../config/freeze';
import { schemaProblems } from '../config/schema-problems';
import { shownValue } from '../config/shown-value';
import { ALLOWLIST, type AllowlistEntry } from './schema';

const GUIDANCE = {
  allowed: 'what serializeAllowlist writes',
  fix: 'Deploy the stack again: it writes this file together with the code.',
};

/** JSON on one line; equal entries give equal texts. */
export function serializeAllowlist(entries: readonly AllowlistEntry[]): string {
  return JSON.stringify({ entries });
}

/**
 * Reads what {@link serializeAllowlist} wrote. The result is frozen.
 *
 * @throws ConfigError when it is anything else.
 */
export function parseDeployedAllowlist(text: string): readonly AllowlistEntry[] {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new ConfigError([
      { key: 'allowlist', problem: 'is not JSON', received: shownValue(text), ...GUIDANCE },
    ]);
  }
  const parsed = ALLOWLIST.safeParse(input);
  if (!parsed.success) {
    const guide = { forValue: () => GUIDANCE, forUnknownKey: () => GUIDANCE };
    throw new ConfigError(schemaProblems(parsed.error, input, guide));
  }
  return deepFreeze(parsed.data.entries);
}
