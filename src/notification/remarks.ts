import type { AllowlistNote, BrokenCeiling, Finding } from '../detection/finding';
import type { Quote } from './escape';

/** Texts of others are cut at this length. */
const MAX_WORD = 64;

/** How many watched calls a remark names. */
const MAX_CALLS = 3;

/** What a reader should know about a finding next to its reasons, in sentences. */
export function remarksOf({ allowlist }: Finding, quote: Quote): string[] {
  return allowlist === undefined ? [] : [aboutAllowlist(allowlist, quote)];
}

function aboutAllowlist(note: AllowlistNote, quote: Quote): string {
  const { entryId, owner, ticket, watchedCalls = [], brokenCeilings = [] } = note;
  const entry = `The allow-list entry ${quote(entryId, MAX_WORD)} (owner ${quote(owner, MAX_WORD)}, ticket ${quote(ticket, MAX_WORD)})`;
  if (brokenCeilings.length === 0) {
    return [`${entry} covers this sweep.`, ...aboutCalls(watchedCalls, quote)].join(' ');
  }
  const broken = brokenCeilings.map((one) => aboutCeiling(one, quote));
  return `${entry} matches, but the sweep exceeds it: ${broken.join('; ')}.`;
}

function aboutCalls(names: readonly string[], quote: Quote): string[] {
  const shown = names.slice(0, MAX_CALLS).map((name) => quote(name, MAX_WORD));
  const more = names.length > MAX_CALLS ? ` and ${names.length - MAX_CALLS} more` : '';
  return names.length === 0
    ? []
    : [`From its source IPs, the entry also covers ${shown.join(', ')}${more}.`];
}

function aboutCeiling({ ceiling, allowed, seen }: BrokenCeiling, quote: Quote): string {
  const label = ceiling === 'addresses' ? 'source IPs' : ceiling;
  return `${label} ${quote(seen, MAX_WORD)} (allowed: ${allowed})`;
}
