import type { AllowlistNote, Finding } from '../detection/finding';

/** Texts of others are cut at so many characters. */
const MAX_TEXT = 200;
const MAX_WORD = 64;

/** How a medium shows a text that is not ours: escaped, and cut at a length. */
type Quote = (text: string, maxLength: number) => string;

/** What is worth knowing of a finding beside its reasons, in sentences. */
export function remarksOf({ allowlist, alsoUnder = [] }: Finding, quote: Quote): string[] {
  const others = alsoUnder.map((key) => quote(key, MAX_TEXT));
  return [
    ...(others.length > 0 ? [`The same sweep is seen under ${others.join(', ')}.`] : []),
    ...(allowlist === undefined ? [] : [aboutAllowlist(allowlist, quote)]),
  ];
}

function aboutAllowlist(note: AllowlistNote, quote: Quote): string {
  const { entryId, owner, ticket, brokenCeilings = [] } = note;
  const entry = `Entry ${quote(entryId, MAX_WORD)} of the allow-list (owner ${quote(owner, MAX_WORD)}, ticket ${quote(ticket, MAX_WORD)})`;
  if (brokenCeilings.length === 0) {
    return `${entry} covers it.`;
  }
  const broken = brokenCeilings.map(
    ({ ceiling, allowed, seen }) => `${ceiling} ${quote(seen, MAX_WORD)}, ${allowed} allowed`,
  );
  return `${entry} does not cover it: ${broken.join('; ')}.`;
}
