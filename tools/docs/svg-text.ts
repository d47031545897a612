/** Text in SVG, which neither wraps nor ends by itself. */

const ELLIPSIS = '…';

/** Widths of characters in Helvetica and Arial, as parts of the size of the font. They are rounded up. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl|'.,:;!()[\]/ft ]/, 0.34],
  [/[mMW@%…]/, 0.95],
  [/[A-Zw&$#]/, 0.75],
];
const OTHER_WIDTH = 0.58;
const MONOSPACE_WIDTH = 0.61;

export interface Font {
  /** In pixels. */
  readonly size: number;
  readonly isBold?: boolean;
  readonly isMonospace?: boolean;
}

/** Width of a text in pixels, an upper bound. */
export function widthOf(text: string, { size, isBold = false, isMonospace = false }: Font): number {
  const ems = [...text].map((character) =>
    isMonospace
      ? MONOSPACE_WIDTH
      : (WIDTHS.find(([characters]) => characters.test(character))?.[1] ?? OTHER_WIDTH),
  );
  return ems.reduce((sum, em) => sum + em, 0) * size * (isBold ? 1.08 : 1);
}

/** The text, or as much of its beginning as fits with an ellipsis. */
export function cut(text: string, font: Font, width: number): string {
  if (widthOf(text, font) <= width) {
    return text;
  }
  const characters = [...text];
  while (characters.length > 0 && widthOf(characters.join('') + ELLIPSIS, font) > width) {
    characters.pop();
  }
  return `${characters.join('').trimEnd()}${ELLIPSIS}`;
}

/** The text in lines that break at spaces. When there are more than `maxLines`, the last ends with an ellipsis. */
export function wrap(text: string, font: Font, width: number, maxLines: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const extended = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(extended, font) <= width) {
      lines[lines.length - 1] = extended;
    } else {
      lines.push(word);
    }
  }
  const last = lines.splice(maxLines - 1).join(' ');
  return (last === '' ? lines : [...lines, last]).map((line) => cut(line, font, width));
}

/** A text as content or attribute of an element. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
