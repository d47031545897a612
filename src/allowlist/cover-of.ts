import type { AllowlistNote, Finding } from '../detection/finding';
import { compareTexts } from '../detection/text';
import { parseEventTime } from '../detection/time';
import { brokenCeilings } from './broken-ceilings';
import type { AllowlistEntry } from './fields';
import { matches } from './matches';

/** Whether the allow-list covers a finding. */
export type Cover =
  /** The finding goes to the archive and sends no alert. */
  | { readonly kind: 'covered'; readonly note: AllowlistNote }
  /** An entry matches, but the finding exceeds the ceilings in the note, so it may alert. */
  | { readonly kind: 'ceiling-broken'; readonly note: AllowlistNote }
  | { readonly kind: 'none' };

/**
 * Finds the entry that covers a finding: of several the first by id, entries that cover before entries with broken
 * ceilings. When the sweep grows, ask again.
 *
 * @param now milliseconds since the epoch; an entry that has expired by then covers nothing.
 */
export function coverOf(finding: Finding, entries: readonly AllowlistEntry[], now: number): Cover {
  let broken: Cover | undefined;
  for (const entry of [...entries].sort((a, b) => compareTexts(a.id, b.id))) {
    if (isExpired(entry, now) || !matches(entry.match, finding)) {
      continue;
    }
    const { id: entryId, owner, ticket, expires } = entry;
    const note = { entryId, owner, ticket, expires };
    const ceilings = brokenCeilings(entry.ceilings, finding.evidence);
    if (ceilings.length === 0) {
      return { kind: 'covered', note };
    }
    broken ??= { kind: 'ceiling-broken', note: { ...note, brokenCeilings: ceilings } };
  }
  return broken ?? { kind: 'none' };
}

/** The note about the entry that matches a finding, if one does. */
export function noteOf(
  finding: Finding,
  entries: readonly AllowlistEntry[],
  now: number,
): AllowlistNote | undefined {
  const cover = coverOf(finding, entries, now);
  return cover.kind === 'none' ? undefined : cover.note;
}

/** The finding with the note about its entry. */
export function withCover(finding: Finding, cover: Cover): Finding {
  return cover.kind === 'none' ? finding : { ...finding, allowlist: cover.note };
}

/** An entry expires when the day in `expires` begins, in UTC. An invalid day counts as expired. */
export function isExpired({ expires }: Pick<AllowlistEntry, 'expires'>, now: number): boolean {
  const second = parseEventTime(`${expires}T00:00:00Z`);
  return second === undefined || now >= second * 1000;
}
