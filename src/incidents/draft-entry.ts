import type { Incident } from '../detection/incident/incident';
import { compareTexts } from '../detection/text';
import { causesOf } from '../tuning/causes';
import { type DraftEntry, draftFor } from '../tuning/draft-allowlist';

/** An allow-list with one entry to complete. */
export interface DraftedEntry {
  readonly entries: readonly [DraftEntry];
}

/**
 * Drafts the allow-list entry that would cover the finding that leads an incident.
 *
 * @param reason why its sweeps are harmless.
 * @param now milliseconds since the epoch.
 * @returns the draft, or why there can be none.
 */
export function draftForIncident(
  incident: Pick<Incident, 'id' | 'findings' | 'timeline'>,
  reason: string,
  now: number,
): DraftedEntry | { readonly why: string } {
  const [lead] = incident.findings;
  const [cause] = causesOf([lead], 1);
  const drafted = cause && draftFor(cause, now);
  if (drafted === undefined || 'why' in drafted) {
    return { why: drafted?.why ?? 'the finding names nobody' };
  }
  // One sweep shows no schedule.
  const { hours: _hours, ...ceilings } = drafted.entry.ceilings;
  return { entries: [{ ...drafted.entry, '//': evidenceOf(incident), ceilings, reason }] };
}

/** Callers may have chosen the texts; in JSON they are safe. */
function evidenceOf({
  id,
  findings: [{ evidence, severity }],
  timeline,
}: Parameters<typeof draftForIncident>[0]): string[] {
  const { regionCount, callCount, accountIds, sourceIps, userAgents } = evidence;
  return [
    'A draft. Fill in owner and ticket if you know the tool. The ceilings are what one sweep reached, with 25 % more calls: raise those that you expect to grow.',
    `${id}, severity ${severity}: ${regionCount} regions, ${callCount} calls`,
    `accounts: ${accountIds.join(', ')}`,
    `source IPs: ${sourceIps.join(', ')}`,
    `user agents (chosen by the caller): ${userAgents.join(', ')}`,
    ...aboutWatched(timeline),
  ];
}

/** Nobody has checked the watched calls yet, so the entry does not cover them. */
function aboutWatched(timeline: Incident['timeline']): string[] {
  const names = timeline.flatMap((line) => (line.kind === 'watched' ? [line.eventName] : []));
  return names.length === 0
    ? []
    : [
        `watched calls: ${[...new Set(names)].sort(compareTexts).join(', ')}. The entry does not cover them. Name those that the tool makes in watchedCalls.`,
      ];
}
