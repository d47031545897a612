import type { AllowlistEntry } from '../../src/allowlist/fields';
import { isExpired, noteOf } from '../../src/allowlist/note-of';
import type { AllowlistNote, Finding } from '../../src/detection/finding';
import type { Clock } from '../../src/ports/clock';

/** Shortest time between two values of the metric of expired entries, which changes once per day. */
const EXPIRED_EVERY_MS = 3_600_000;

/** The allow-list of the detector. */
export interface DetectorAllowlist {
  /** The note of the allow-list about a finding at this moment. */
  readonly noteOf: (finding: Finding) => AllowlistNote | undefined;
  /** The number of expired entries: at the first call, then once per hour, otherwise `undefined`. */
  readonly expiredCountIfDue: () => number | undefined;
}

export function createDetectorAllowlist(
  entries: readonly AllowlistEntry[],
  clock: Clock,
): DetectorAllowlist {
  let nextAt = Number.NEGATIVE_INFINITY;
  return {
    noteOf: (finding) => noteOf(finding, entries, clock()),
    expiredCountIfDue: () => {
      const now = clock();
      if (now < nextAt) {
        return undefined;
      }
      nextAt = now + EXPIRED_EVERY_MS;
      return entries.filter((entry) => isExpired(entry, now)).length;
    },
  };
}
