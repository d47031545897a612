import { isExpired, noteOf } from '../../src/allowlist/cover-of';
import type { AllowlistEntry } from '../../src/allowlist/schema';
import type { AllowlistNote, Finding } from '../../src/detection/finding';
import type { Clock } from '../../src/ports/clock';

/** How often the metric of expired entries is written at most: it changes once a day. */
const EXPIRED_EVERY_MS = 3_600_000;

/** The allow-list as the function uses it. */
export interface DetectorAllowlist {
  /** What the allow-list says of a finding as it stands now. */
  readonly noteOf: (finding: Finding) => AllowlistNote | undefined;
  /** How many entries have expired, when it is time to say so: at the first call, then once an hour; else nothing. */
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
