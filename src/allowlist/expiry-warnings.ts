import { DAY_MS, parseDay } from './days';
import type { AllowlistEntry } from './fields';
import { isExpired } from './note-of';

/** Warn this long before an entry expires, so that its owner can renew it in time. */
const SOON_MS = 30 * DAY_MS;

/** Warnings about entries that have expired or soon will. */
export function expiryWarnings(entries: readonly AllowlistEntry[], now: number): string[] {
  return entries.flatMap((entry) => {
    const { id, owner, ticket, expires } = entry;
    const whose = `Owner: ${owner}; ticket: ${ticket}.`;
    if (isExpired(entry, now)) {
      return [
        `allowlist: ${id} expired on ${expires} and no longer covers anything. Renew or remove it. ${whose}`,
      ];
    }
    const days = Math.ceil(((parseDay(expires) ?? now) - now) / DAY_MS);
    return days * DAY_MS > SOON_MS
      ? []
      : [
          `allowlist: ${id} expires on ${expires}, in ${days} ${days === 1 ? 'day' : 'days'}. Renew it before then, or its sweeps will alert. ${whose}`,
        ];
  });
}
