import type { AllowlistNote, BrokenCeiling, Finding } from '../detection/finding';
import type { Incident } from '../detection/incident/incident';
import { counted } from '../detection/severity/signal';
import { isWithoutSweep } from './aftermath';
import type { Quote } from './escape';

/** Texts of others are cut at this length. */
const MAX_WORD = 64;

/** What a reader should know about a finding next to its reasons, in sentences. */
export function remarksOf({ allowlist }: Finding, quote: Quote): string[] {
  return allowlist === undefined ? [] : [aboutAllowlist(allowlist, quote)];
}

/** How an incident continues a closed one. */
export function followsNote(incident: Incident): string[] {
  const { follows } = incident;
  if (follows === undefined) {
    return [];
  }
  return [
    isWithoutSweep(incident)
      ? `There is no new sweep: the sweep belongs to ${follows}, which is closed.`
      : `This incident follows ${follows}, which is closed.`,
  ];
}

function aboutAllowlist(note: AllowlistNote, quote: Quote): string {
  const { entryId, owner, ticket, watchedCalls = [], brokenCeilings = [] } = note;
  const entry = `The allow-list entry ${quote(entryId, MAX_WORD)} (owner ${quote(owner, MAX_WORD)}, ticket ${quote(ticket, MAX_WORD)})`;
  if (brokenCeilings.length === 0) {
    const kinds = watchedCalls.length;
    return `${entry} covers this sweep${kinds > 0 ? ` and ${counted(kinds, 'kind')} of watched calls from its source IPs` : ''}.`;
  }
  const broken = brokenCeilings.map((one) => aboutCeiling(one, quote));
  return `${entry} matches, but the sweep exceeds it: ${broken.join('; ')}.`;
}

function aboutCeiling({ ceiling, allowed, seen }: BrokenCeiling, quote: Quote): string {
  const label = ceiling === 'addresses' ? 'source IPs' : ceiling;
  return `${label} ${quote(seen, MAX_WORD)} (allowed: ${allowed})`;
}
