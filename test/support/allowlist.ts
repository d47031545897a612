import type { AllowlistEntry } from '../../src/allowlist/fields';
import { type Allowlist, readAllowlist } from '../../src/allowlist/read-allowlist';
import { ConfigError, type ConfigProblem } from '../../src/config/config-error';

/** A day after the sweeps of `findings.ts`. */
export const NOW = Date.parse('2026-03-15T00:00:00Z');

/** An entry for the user of `findings.ts`, with room for an ordinary sweep. */
export function entryOf(overrides: Partial<AllowlistEntry> = {}): AllowlistEntry {
  return {
    id: 'nightly-inventory',
    match: { principal: 'arn:aws:iam::111122223333:user/ci/deploy-bot' },
    ceilings: { regions: 17, calls: 17, addresses: 2 },
    owner: 'Platform team',
    ticket: 'SEC-1234',
    reason: 'Counts instances for the bill.',
    expires: '2026-09-01',
    ...overrides,
  };
}

/** An entry as a person may write it, valid or not. */
export function rawEntry(overrides: Readonly<Record<string, unknown>> = {}): object {
  return { ...entryOf(), ...overrides };
}

/** The parsed file with these entries. */
export function readEntries(entries: readonly unknown[], now = NOW): Allowlist {
  return readAllowlist(JSON.stringify({ entries }), 'allowlist.json', now);
}

/** The problems of a file, given as text or as a value; empty if it is valid. */
export function allowlistProblems(file: unknown, now = NOW): readonly ConfigProblem[] {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  try {
    readAllowlist(text, 'allowlist.json', now);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

/** The problems of a file with one entry, as `match.principal is too broad`. */
export function entryProblemTexts(entry: unknown, now = NOW): string[] {
  return allowlistProblems({ entries: [entry] }, now).map(
    ({ key, problem }) =>
      `${key.replace(/^allowlist\.json: entries\.0( \(id .*\))?\.?/, '')} ${problem}`,
  );
}
