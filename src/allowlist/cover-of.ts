import type { AllowlistNote, Finding } from '../detection/finding';
import { compareTexts } from '../detection/text';
import { parseEventTime } from '../detection/time';
import { brokenCeilings } from './broken-ceilings';
import { matches } from './matches';
import type { AllowlistEntry } from './schema';

/** What the allow-list says of a finding. */
export type Cover =
  /** It is recorded and counted, and nobody is told. */
  | { readonly kind: 'covered'; readonly note: AllowlistNote }
  /** An entry would cover it, but for the ceilings in the note. People are told. */
  | { readonly kind: 'ceiling-broken'; readonly note: AllowlistNote }
  | { readonly kind: 'none' };

/**
 * Which entry covers a finding: of several the first by id, one that covers before one whose ceilings are broken.
 * It is the finding as it stands: when the sweep grows, it has to be asked again.
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

/** What is to be noted in a finding of what the allow-list says of it, if it says anything. */
export function noteOf(
  finding: Finding,
  entries: readonly AllowlistEntry[],
  now: number,
): AllowlistNote | undefined {
  const cover = coverOf(finding, entries, now);
  return cover.kind === 'none' ? undefined : cover.note;
}

/** The finding with what the allow-list says of it. */
export function withCover(finding: Finding, cover: Cover): Finding {
  return cover.kind === 'none' ? finding : { ...finding, allowlist: cover.note };
}

/** An entry stops when the day of its expiry begins, in UTC. What is no day has expired. */
export function isExpired({ expires }: Pick<AllowlistEntry, 'expires'>, now: number): boolean {
  const second = parseEventTime(`${expires}T00:00:00Z`);
  return second === undefined || now >= second * 1000;
}
