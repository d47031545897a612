/** Width of a line that needs no scrolling anywhere. */
export const LINE_WIDTH = 78;

/** Everything but a heading is indented, so that no text below a heading can pass for one. */
export const INDENT = '  ';

const LABEL_WIDTH = 13;

/** Breaks a text at its blanks into lines of at most `width` characters; a longer word gets its own line. */
export function wrapWords(text: string, width: number): string[] {
  return wrapPieces(text.split(' '), width);
}

function wrapPieces(pieces: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && line.length + 1 + piece.length > width) {
      lines.push(line);
      line = piece;
    } else {
      line = line === '' ? piece : `${line} ${piece}`;
    }
  }
  return [...lines, line];
}

/** A paragraph of our own words. A caller's words must not reach the start of a line. */
export function paragraph(text: string, first = INDENT, rest = first): string[] {
  return wrapWords(text, LINE_WIDTH - Math.max(first.length, rest.length)).map(
    (line, index) => `${index === 0 ? first : rest}${line}`,
  );
}

/** One line per value, the label before the first. */
export function rows(label: string, values: readonly string[]): string[] {
  return values.map(
    (value, index) => `${INDENT}${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${value}`,
  );
}

/** A text of our own after a label, in as many lines as needed. */
export function labelled(label: string, text: string): string[] {
  return rows(label, wrapWords(text, LINE_WIDTH - INDENT.length - LABEL_WIDTH));
}

/** Items separated by commas, wrapped only between items. */
export function itemLines(items: readonly string[], indent = INDENT): string[] {
  const pieces = items.map((item, index) => (index === items.length - 1 ? item : `${item},`));
  return items.length === 0
    ? []
    : wrapPieces(pieces, LINE_WIDTH - indent.length).map((line) => `${indent}${line}`);
}
