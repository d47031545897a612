import { cleanText } from '../../src/detection/text';

/** UTF-8 bytes of a cell; longer is no table any more. */
const MAX_BYTES = 400;

/**
 * One line of printable ASCII that stands for an untrusted text. What is not ASCII is written as `\u{…}`: escape
 * sequences, wide and stacked characters move what stands beside them, and look-alikes pass for other names. Names in
 * AWS are ASCII, so little of them is ever changed.
 */
export function terminalText(text: string): string {
  const cleaned = cleanText(text, MAX_BYTES);
  const ascii = Array.from(cleaned, (character) =>
    character >= ' ' && character <= '~'
      ? character
      : `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  ).join('');
  return cleaned.length < text.slice(0, MAX_BYTES * 4).length && ascii.length >= MAX_BYTES
    ? `${ascii}…`
    : ascii;
}

/** The text in so many characters, its middle left out: both ends of an ARN say who it is. */
export function shortened(text: string, width: number): string {
  if (text.length <= width) {
    return text;
  }
  const tail = Math.floor((width - 1) * 0.6);
  return `${text.slice(0, width - 1 - tail)}…${tail === 0 ? '' : text.slice(-tail)}`;
}
