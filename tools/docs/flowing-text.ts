import { escaped, type Font, widthOf } from './svg-text';

/** A piece of a text that looks the same all through. */
export interface Run {
  readonly text: string;
  readonly font: Font;
  readonly color: string;
}

/** Lays runs side by side, into as many lines as the width asks for; a word too long for a line is cut. */
export function flow(runs: readonly Run[], width: number): Run[][] {
  const lines: Run[][] = [[]];
  let x = 0;
  for (const run of runs) {
    for (const word of run.text.split(/(?<= )/)) {
      for (const text of piecesOf(word, run.font, width)) {
        if (x > 0 && x + widthOf(text.trimEnd(), run.font) > width) {
          lines.push([]);
          x = 0;
        }
        append(lines.at(-1) as Run[], { ...run, text });
        x += widthOf(text, run.font);
      }
    }
  }
  return lines;
}

function append(line: Run[], run: Run): void {
  const last = line.at(-1);
  if (last !== undefined && last.font === run.font && last.color === run.color) {
    line[line.length - 1] = { ...last, text: last.text + run.text };
  } else {
    line.push(run);
  }
}

function piecesOf(word: string, font: Font, width: number): string[] {
  const most = Math.max(1, Math.floor(width / widthOf('m', font)));
  return widthOf(word, font) <= width
    ? [word]
    : (word.match(new RegExp(`.{1,${most}}`, 'gu')) ?? []);
}

/** A line as SVG, at a baseline. */
export function drawLine(line: readonly Run[], left: number, baseline: number): string {
  const spans = line.map(
    ({ text, font, color }) =>
      `<tspan font-size="${font.size}"${font.isBold === true ? ' font-weight="bold"' : ''}${font.isMonospace === true ? ' font-family="Menlo, Consolas, monospace"' : ''} fill="${color}">${escaped(text)}</tspan>`,
  );
  return `<text x="${left}" y="${baseline}" xml:space="preserve">${spans.join('')}</text>`;
}
