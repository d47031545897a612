import type { AllowlistNote, BrokenCeiling, Finding } from '../detection/finding';

/** Texts of others are cut at this length. */
const MAX_TEXT = 200;
const MAX_WORD = 64;

/** How a medium shows a text that is not ours: escaped, and cut at a length. */
type Quote = (text: string, maxLength: number) => string;

/** What a reader should know about a finding next to its reasons, in sentences. */
export function remarksOf({ allowlist, alsoUnder = [] }: Finding, quote: Quote): string[] {
  const others = alsoUnder.map((key) => quote(key, MAX_TEXT));
  return [
    ...(allowlist === undefined ? [] : [aboutAllowlist(allowlist, quote)]),
    ...(others.length > 0 ? [`The same sweep also counts for ${others.join(', ')}.`] : []),
  ];
}

function aboutAllowlist(note: AllowlistNote, quote: Quote): string {
  const { entryId, owner, ticket, brokenCeilings = [] } = note;
  const entry = `The allow-list entry ${quote(entryId, MAX_WORD)} (owner ${quote(owner, MAX_WORD)}, ticket ${quote(ticket, MAX_WORD)})`;
  if (brokenCeilings.length === 0) {
    return `${entry} covers this sweep.`;
  }
  const broken = brokenCeilings.map((one) => aboutCeiling(one, quote));
  return `${entry} matches, but the sweep exceeds it: ${broken.join('; ')}.`;
}

function aboutCeiling({ ceiling, allowed, seen }: BrokenCeiling, quote: Quote): string {
  const label = ceiling === 'addresses' ? 'source IPs' : ceiling;
  return `${label} ${quote(seen, MAX_WORD)} (allowed: ${allowed})`;
}
