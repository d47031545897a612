/** Keys that a former release had. */
import type { ConfigProblem } from './config-error';
import { shownValue } from './shown-value';

/** What replaces a key: the release that removed it, and what to do about each value. */
interface RemovedKey {
  readonly since: string;
  readonly allowed: string;
  readonly fixOf: (value: unknown) => string;
}

const REMOVED_KEYS: Readonly<Record<string, RemovedKey>> = {
  ingestion: {
    since: '0.6',
    allowed: 'no value: EventBridge always invokes the detector directly',
    fixOf: (value) =>
      typeof value === 'string' && value.trim() === 'queue'
        ? 'Remove it, or set collection=trail to read the files of your trail through a queue. To keep the calls in a deployed queue, first deploy release 0.5 with ingestion=direct: see docs/upgrading.md.'
        : 'Remove it: nothing else changes.',
  },
};

/** Every key that a release removed, with what replaces it. */
export function removedKeyProblems(input: Readonly<Record<string, unknown>>): ConfigProblem[] {
  return Object.entries(REMOVED_KEYS)
    .filter(([key]) => Object.hasOwn(input, key))
    .map(([key, { since, allowed, fixOf }]) => ({
      key,
      problem: `was removed in release ${since}`,
      received: shownValue(input[key]),
      allowed,
      fix: fixOf(input[key]),
    }));
}
