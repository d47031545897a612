import { isExpired } from './cover-of';
import { DAY_MS, parseDay } from './days';
import type { AllowlistEntry } from './schema';

/** An entry that expires within this time is said, so that somebody looks at it before it stops. */
const SOON_MS = 30 * DAY_MS;

/** What is to be known of entries that have stopped, or are about to, one sentence or more each. */
export function expiryWarnings(entries: readonly AllowlistEntry[], now: number): string[] {
  return entries.flatMap((entry) => {
    const { id, owner, ticket, expires } = entry;
    const whose = `Owner: ${owner}; ticket: ${ticket}.`;
    if (isExpired(entry, now)) {
      return [
        `allowlist: ${id} expired on ${expires} and covers nothing any more. Agree on it again, or remove it. ${whose}`,
      ];
    }
    const days = Math.ceil(((parseDay(expires) ?? now) - now) / DAY_MS);
    return days * DAY_MS > SOON_MS
      ? []
      : [
          `allowlist: ${id} expires on ${expires}, in ${days} ${days === 1 ? 'day' : 'days'}. Agree on it again before, or its sweeps are notified of. ${whose}`,
        ];
  });
}
