import type { Finding } from '../detection/finding';
import type { Incident } from '../detection/incident/incident';
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
  { id, findings: [lead] }: Pick<Incident, 'id' | 'findings'>,
  reason: string,
  now: number,
): DraftedEntry | { readonly why: string } {
  const [cause] = causesOf([lead], 1);
  const drafted = cause && draftFor(cause, now);
  if (drafted === undefined || 'why' in drafted) {
    return { why: drafted?.why ?? 'the finding names nobody' };
  }
  // One sweep shows no schedule.
  const { hours: _hours, ...ceilings } = drafted.entry.ceilings;
  return { entries: [{ ...drafted.entry, '//': evidenceOf(id, lead), ceilings, reason }] };
}

/** Callers may have chosen the texts; in JSON they are safe. */
function evidenceOf(incidentId: string, { evidence, severity }: Finding): string[] {
  const { regionCount, callCount, accountIds, sourceIps, userAgents } = evidence;
  return [
    'A draft. Fill in owner and ticket if you know the tool. The ceilings are what one sweep reached, with 25 % more calls: raise those that you expect to grow.',
    `${incidentId}, severity ${severity}: ${regionCount} regions, ${callCount} calls`,
    `accounts: ${accountIds.join(', ')}`,
    `source IPs: ${sourceIps.join(', ')}`,
    `user agents (chosen by the caller): ${userAgents.join(', ')}`,
  ];
}
