import type { Finding } from '../detection/finding';
import { type Cover, coverOf, isExpired, withCover } from './cover-of';
import type { AllowlistEntry } from './fields';

/** What an entry covers in a history. */
export interface EntryUse {
  readonly entry: AllowlistEntry;
  readonly isExpired: boolean;
  /** Findings that it covers. */
  readonly covered: number;
  /** Findings that it matches and that exceed one of its ceilings. */
  readonly ceilingsBroken: number;
  /** Findings that it would match if it had not expired. */
  readonly matchedButExpired: number;
}

/** A finding, and whether the allow-list covers it. */
export interface CheckedFinding {
  /** With a note about the entry that matches, if one does. */
  readonly finding: Finding;
  readonly cover: Cover['kind'];
}

/** What an allow-list covers in a history. */
export interface AllowlistReport {
  /** In the order of the file. */
  readonly entries: readonly EntryUse[];
  /** In the given order. */
  readonly findings: readonly CheckedFinding[];
}

/**
 * Checks an allow-list against findings in their final state.
 *
 * @param now milliseconds since the epoch: entries that have expired by then cover nothing, however old the findings are.
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

/** Whether an entry would match if it had not expired. */
function wouldMatch(finding: Finding, entry: AllowlistEntry): boolean {
  return coverOf(finding, [entry], Number.NEGATIVE_INFINITY).kind !== 'none';
}
