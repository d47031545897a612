import { drawLine, type Run } from './flowing-text';
import { escaped } from './svg-text';

/** A message as it is seen. */
export interface Screen {
  /** What it is, for those who do not see the picture. */
  readonly title: string;
  /** Of the longest line, in pixels. */
  readonly width: number;
  readonly lines: readonly (readonly Run[])[];
}

const MARGIN = 20;
const LINE_HEIGHT = 18;
const EMPTY_LINE_HEIGHT = 9;

/** Draws a message as SVG. Equal messages, equal bytes. */
export function screenPicture({ title, width, lines }: Screen): string {
  let baseline = MARGIN;
  const drawn = lines.map((line) => {
    const isEmpty = line.every(({ text }) => text.trim() === '');
    baseline += isEmpty ? EMPTY_LINE_HEIGHT : LINE_HEIGHT;
    return isEmpty ? '' : drawLine(line, MARGIN, baseline);
  });
  const outerWidth = Math.ceil(width) + 2 * MARGIN;
  const height = baseline + MARGIN;
  const text = lines.map((line) => line.map((run) => run.text).join('')).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${outerWidth} ${height}" role="img" aria-labelledby="title description" font-family="Helvetica, Arial, sans-serif">
<title id="title">${escaped(title)}</title>
<desc id="description">${escaped(text)}</desc>
<rect width="${outerWidth}" height="${height}" rx="6" fill="#ffffff" stroke="#d5dbdb"/>
${drawn.filter((line) => line !== '').join('\n')}
</svg>
`;
}
