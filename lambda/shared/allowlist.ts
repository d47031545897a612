import type { AllowlistEntry } from '../../src/allowlist/fields';
import { isExpired, noteOf } from '../../src/allowlist/note-of';
import type { AllowlistNote, Finding } from '../../src/detection/finding';
import type { Clock } from '../../src/ports/clock';

/** Shortest time between two values of the metric of expired entries, which changes once per day. */
const EXPIRED_EVERY_MS = 3_600_000;

/** The allow-list of the detector. */
export type DetectorAllowlist = ReturnType<typeof createDetectorAllowlist>;

export function createDetectorAllowlist(entries: readonly AllowlistEntry[], clock: Clock) {
  let nextAt = Number.NEGATIVE_INFINITY;
  return {
    /** The note of the allow-list about a finding at this moment. */
    noteOf: (finding: Finding): AllowlistNote | undefined => noteOf(finding, entries, clock()),
    /** The number of expired entries: at the first call, then once per hour, otherwise `undefined`. */
    expiredCountIfDue: (): number | undefined => {
      const now = clock();
      if (now < nextAt) {
        return undefined;
      }
      nextAt = now + EXPIRED_EVERY_MS;
      return entries.filter((entry) => isExpired(entry, now)).length;
    },
  };
}
