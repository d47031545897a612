import type { AllowlistNote, Finding } from '../detection/finding';
import { compareTexts } from '../detection/text';
import { brokenCeilings } from './broken-ceilings';
import { parseDay } from './days';
import type { AllowlistEntry } from './fields';
import { matches } from './matches';

/**
 * The note about the entry that matches a finding. The entry covers it unless the note has broken ceilings: then the
 * finding may alert. Of several entries it is the first by id that covers, else the first by id. When the sweep grows,
 * ask again.
 *
 * @param now milliseconds since the epoch; an entry that has expired by then covers nothing.
 */
export function noteOf(
  finding: Finding,
  entries: readonly AllowlistEntry[],
  now: number,
): AllowlistNote | undefined {
  let broken: AllowlistNote | undefined;
  for (const entry of [...entries].sort((a, b) => compareTexts(a.id, b.id))) {
    if (isExpired(entry, now) || !matches(entry.match, finding)) {
      continue;
    }
    const { id: entryId, owner, ticket, expires, watchedCalls } = entry;
    const note = { entryId, owner, ticket, expires };
    const ceilings = brokenCeilings(entry.ceilings, finding.evidence);
    if (ceilings.length === 0) {
      return { ...note, ...(watchedCalls && { watchedCalls }) };
    }
    broken ??= { ...note, brokenCeilings: ceilings };
  }
  return broken;
}

/** The finding with the note about the entry that matches it, if one does. */
export function withNote(
  finding: Finding,
  entries: readonly AllowlistEntry[],
  now: number,
): Finding {
  const note = noteOf(finding, entries, now);
  return note === undefined ? finding : { ...finding, allowlist: note };
}

/** An entry expires when the day in `expires` begins, in UTC. An invalid day counts as expired. */
export function isExpired({ expires }: Pick<AllowlistEntry, 'expires'>, now: number): boolean {
  const day = parseDay(expires);
  return day === undefined || now >= day;
}
