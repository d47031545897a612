import { type Finding, isCovered } from '../detection/finding';
import type { AllowlistEntry } from './fields';
import { matches } from './matches';
import { isExpired, withNote } from './note-of';

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
  readonly cover: 'covered' | 'ceiling-broken' | 'none';
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
  const checked = findings.map((finding) => checkedFinding(withNote(finding, entries, now)));
  return {
    entries: entries.map((entry) => {
      const own = checked.filter(({ finding }) => finding.allowlist?.entryId === entry.id);
      const covered = own.filter(({ cover }) => cover === 'covered').length;
      const hasExpired = isExpired(entry, now);
      const matched = hasExpired ? findings.filter((one) => matches(entry.match, one)) : [];
      return {
        entry,
        isExpired: hasExpired,
        covered,
        ceilingsBroken: own.length - covered,
        matchedButExpired: matched.length,
      };
    }),
    findings: checked,
  };
}

function checkedFinding(finding: Finding): CheckedFinding {
  if (finding.allowlist === undefined) {
    return { finding, cover: 'none' };
  }
  return { finding, cover: isCovered(finding) ? 'covered' : 'ceiling-broken' };
}
