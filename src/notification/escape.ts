import { cleanText } from '../detection/text';

/** How a medium shows a text that is not ours: escaped, and cut at a length. */
export type Quote = (text: string, maxLength: number) => string;

/** Marks a text that was cut. */
const ELLIPSIS = '…';

/** A text that does not look like a sentence, a list or code; any other text gets quotes. */
const BARE = /^[\w+=,.@:/~*-]+…?$/;

/**
 * One line of printable ASCII that stands for an untrusted text, at most `maxLength` characters.
 *
 * Names in IAM, sessions and regions are ASCII; only a user agent or a forged record contains other characters. These
 * become `\u{…}`: accents can be stacked until they cover the lines around them, and look-alike letters can pass for
 * ours. Runs of blanks become one blank, because a long run pushes what follows to the next line on the screen. Links
 * are broken, because mail programs make them clickable.
 */
export function plainText(text: string, maxLength: number): string {
  return encode(text, maxLength, (character) => character);
}

/** An untrusted text for a line of plain text, in quotes unless it is one plain word. */
export function shownText(text: string, maxLength: number): string {
  const plain = plainText(text, maxLength);
  return BARE.test(plain) ? plain : quote(plain);
}

/** An untrusted text for a line of plain text, always in quotes. */
export function quotedText(text: string, maxLength: number): string {
  return quote(plainText(text, maxLength));
}

function quote(plain: string): string {
  return `"${plain.replaceAll('"', "'")}"`;
}

const MARKDOWN_ENTITIES: Readonly<Record<string, string>> = {
  '`': "'",
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/**
 * An untrusted text as a code span of chat markdown, about `maxLength` characters long.
 * Slack reads `<…>` (links, mentions) in code spans too, hence the entities.
 * @see https://docs.slack.dev/messaging/formatting-message-text/
 */
export function codeSpan(text: string, maxLength: number): string {
  const encoded = encode(text, maxLength, (character) => MARKDOWN_ENTITIES[character] ?? character);
  const unmentioned = encoded.replace(/@(?=here|channel|everyone)/gi, '(at)');
  return `\`${unmentioned === '' ? '(empty)' : unmentioned}\``;
}

/**
 * An untrusted text as a string literal of SQL, or `undefined` when it would not be safe wherever it is pasted. The
 * only escape in Athena is the doubled quote. A backslash is refused, because other engines read `\'` as a quote.
 * Links and double blanks are refused too, because a literal must reach the reader unaltered.
 */
export function sqlLiteral(text: string): string | undefined {
  const isSafe = /^[\x20-\x5b\x5d-\x7e]{0,512}$/.test(text) && !/:\/\/|\bwww\.| {2}/i.test(text);
  return isSafe ? `'${text.replaceAll("'", "''")}'` : undefined;
}

/**
 * An untrusted text as a string of CloudWatch Logs Insights, or `undefined` when it would not be safe. AWS does not
 * document how to escape in that language. So this refuses a double quote, and whatever {@link sqlLiteral} refuses.
 */
export function insightsLiteral(text: string): string | undefined {
  return sqlLiteral(text) === undefined || text.includes('"') ? undefined : `"${text}"`;
}

/** Shortens between two pieces, never within one, so that it cuts no entity and no escape. */
function encode(text: string, maxLength: number, toPiece: (character: string) => string): string {
  // Every character of a text that fits is within this many bytes.
  const maxBytes = maxLength * 4;
  const source = cleanText(text, maxBytes)
    .replace(/\p{Z}+/gu, ' ')
    .trim()
    .replaceAll('://', '[:]//')
    .replace(/\bwww\./gi, 'www[.]');
  let encoded = '';
  for (const character of source) {
    const isAscii = character >= ' ' && character <= '~';
    const piece = isAscii
      ? toPiece(character)
      : `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
    if (encoded.length + piece.length >= maxLength) {
      return `${encoded}${ELLIPSIS}`;
    }
    encoded += piece;
  }
  return text.length > maxBytes ? `${encoded}${ELLIPSIS}` : encoded;
}
