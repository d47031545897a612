import type { Finding } from '../detection/finding';
import { type Cover, coverOf, isExpired, withCover } from './cover-of';
import type { AllowlistEntry } from './schema';

/** What an entry comes to on a history. */
export interface EntryUse {
  readonly entry: AllowlistEntry;
  readonly isExpired: boolean;
  /** Findings that it covers. */
  readonly covered: number;
  /** Findings that it would cover, but for a ceiling. */
  readonly ceilingsBroken: number;
  /** Findings that it would cover, or would but for a ceiling, had it not expired. */
  readonly matchedButExpired: number;
}

/** A finding of a history, and what the allow-list makes of it. */
export interface CheckedFinding {
  /** With the note of the entry that matches, if one does. */
  readonly finding: Finding;
  readonly cover: Cover['kind'];
}

/** What an allow-list comes to on a history. */
export interface AllowlistReport {
  /** In the order of the file. */
  readonly entries: readonly EntryUse[];
  /** In the order that they were given in. */
  readonly findings: readonly CheckedFinding[];
}

/**
 * Tries an allow-list on findings as they stand at the end.
 *
 * @param now milliseconds since the epoch: what has expired by then, however old the findings are, covers nothing.
 */
export function checkAllowlist(
  findings: readonly Finding[],
  entries: readonly AllowlistEntry[],
  now: number,
): AllowlistReport {
  const covers = findings.map((finding) => coverOf(finding, entries, now));
  const count = (kind: Cover['kind'], id: string): number =>
    covers.filter(
      (cover) => cover.kind === kind && cover.kind !== 'none' && cover.note.entryId === id,
    ).length;
  return {
    entries: entries.map((entry) => {
      const hasExpired = isExpired(entry, now);
      return {
        entry,
        isExpired: hasExpired,
        covered: count('covered', entry.id),
        ceilingsBroken: count('ceiling-broken', entry.id),
        matchedButExpired: hasExpired
          ? findings.filter((finding) => wouldMatch(finding, entry)).length
          : 0,
      };
    }),
    findings: findings.map((finding, index) => {
      const cover = covers[index] ?? { kind: 'none' };
      return { finding: withCover(finding, cover), cover: cover.kind };
    }),
  };
}

/** Whether an entry matched before it expired. */
function wouldMatch(finding: Finding, entry: AllowlistEntry): boolean {
  return coverOf(finding, [entry], Number.NEGATIVE_INFINITY).kind !== 'none';
}
