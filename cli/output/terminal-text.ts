import { cleanText } from '../../src/detection/text';

/** UTF-8 bytes of a cell; a longer one would break the table. */
const MAX_CELL_BYTES = 400;

/** ` @111122223333` at the end of a {@link principalLabel}. */
const ACCOUNT = / @\d{12}$/;

/**
 * One line of printable ASCII that stands for an untrusted text. Other characters are written as `\u{…}`: escape
 * sequences, wide and stacked characters would move the cells next to them, and look-alikes could pass for other names.
 * Names in AWS are ASCII, so this rarely changes anything.
 */
export function terminalText(text: string, maxBytes = MAX_CELL_BYTES): string {
  const cleaned = cleanText(text, maxBytes);
  const ascii = Array.from(cleaned, (character) =>
    character >= ' ' && character <= '~'
      ? character
      : `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  ).join('');
  return cleaned.length < text.slice(0, maxBytes * 4).length && ascii.length >= maxBytes
    ? `${ascii}…`
    : ascii;
}

/** The text in at most `width` characters, with its middle left out: both ends of an ARN or a URL identify it. */
export function shortened(text: string, width: number): string {
  if (text.length <= width) {
    return text;
  }
  const tail = Math.floor((width - 1) * 0.6);
  return `${text.slice(0, width - 1 - tail)}…${tail === 0 ? '' : text.slice(-tail)}`;
}

/** The same for the label of a principal, which keeps its account whole. */
export function shortenedPrincipal(label: string, width: number): string {
  const [account = ''] = ACCOUNT.exec(label) ?? [];
  return account.length < width
    ? `${shortened(label.slice(0, label.length - account.length), width - account.length)}${account}`
    : shortened(label, width);
}
