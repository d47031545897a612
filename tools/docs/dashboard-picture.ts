import type { DashboardBody, Widget } from './dashboard-body';
import {
  alarmLines,
  headingLines,
  type Line,
  noteLines,
  type Room,
  seriesLines,
  titleLines,
} from './dashboard-picture-lines';
import { escaped } from './svg-text';

/** Pixels of a unit of the grid. */
const UNIT = { width: 50, height: 32 };
const COLUMNS = 24;
const MARGIN = 16;
/** Between boxes. */
const GAP = 6;
/** Between the border of a box and what is in it. */
const PADDING = 12;
/** Of a title and the kind of the widget. */
const TITLE_HEIGHT = 36;

interface Box extends Room {
  readonly x: number;
  readonly y: number;
}

/** Draws the layout of a dashboard as SVG: its boxes and what they show, without data. Equal bodies, equal bytes. */
export function dashboardPicture({ widgets }: DashboardBody): string {
  const width = COLUMNS * UNIT.width + 2 * MARGIN;
  const rows = Math.max(...widgets.map(({ y, height }) => y + height));
  const height = rows * UNIT.height + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" font-family="Helvetica, Arial, sans-serif">
<title id="title">Layout of the RegionSweep dashboard</title>
<desc id="description">${escaped(inWords(widgets))}</desc>
<rect width="${width}" height="${height}" fill="#eef1f4"/>
${widgets.map(draw).join('\n')}
</svg>
`;
}

/** The headings, and after each the titles of its widgets. */
function inWords(widgets: readonly Widget[]): string {
  const sentences: { heading: string; titles: string[] }[] = [];
  for (const { properties } of widgets) {
    const { markdown, title } = properties;
    if (isHeading(markdown)) {
      sentences.push({ heading: titleOf(markdown), titles: [] });
    } else {
      sentences.at(-1)?.titles.push(title ?? titleOf(markdown ?? ''));
    }
  }
  return sentences.map(({ heading, titles }) => `${heading} ${titles.join('; ')}.`).join(' ');
}

function draw(widget: Widget): string {
  const { markdown, title = '', alarms, metrics = [] } = widget.properties;
  const box = boxOf(widget);
  const room = { width: box.width - 2 * PADDING, height: box.height - 2 * PADDING };
  if (isHeading(markdown)) {
    return group('', headingLines(markdown, room), box);
  }
  if (markdown !== undefined) {
    return group(frame(box, '#f8fafb'), noteLines(markdown, room), box);
  }
  const below = { ...room, height: room.height - TITLE_HEIGHT };
  const content =
    alarms === undefined ? seriesLines(metrics, below) : alarmLines(alarms.map(alarmName), below);
  return group(
    `<title>${escaped(title)}</title>${frame(box, '#ffffff')}`,
    [
      ...titleLines(title, kindOf(widget), room),
      ...content.map((line) => ({ ...line, y: line.y + TITLE_HEIGHT })),
    ],
    box,
  );
}

function boxOf({ x, y, width, height }: Widget): Box {
  return {
    x: MARGIN + x * UNIT.width + GAP / 2,
    y: MARGIN + y * UNIT.height + GAP / 2,
    width: width * UNIT.width - GAP,
    height: height * UNIT.height - GAP,
  };
}

/** What a reader would call the widget. */
function kindOf({ type, properties: { view, stacked } }: Widget): string {
  if (type === 'alarm') {
    return 'alarm status';
  }
  if (view === 'singleValue') {
    return 'number';
  }
  if (view === 'bar') {
    return 'bars';
  }
  return stacked === true ? 'stacked areas' : 'lines';
}

function isHeading(markdown: string | undefined): markdown is string {
  return markdown?.startsWith('## ') === true;
}

function titleOf(markdown: string): string {
  return (markdown.split('\n')[0] ?? '').replace(/^#+ /, '');
}

/** The logical id without the hash at its end and without `.Arn`. */
function alarmName(arn: string): string {
  return arn.replace(/[0-9A-F]{8}\.Arn$/, '');
}

function frame({ x, y, width, height }: Box, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="${fill}" stroke="#cfd6dc"/>`;
}

function group(frames: string, lines: readonly Line[], box: Box): string {
  const texts = lines.map(({ text, x, y, font, color }) => {
    const weight = font.isBold === true ? ' font-weight="bold"' : '';
    const family = font.isMonospace === true ? ' font-family="Menlo, Consolas, monospace"' : '';
    return `<text x="${pixels(box.x + PADDING + x)}" y="${pixels(box.y + PADDING + y)}" font-size="${font.size}"${weight}${family} fill="${color}">${escaped(text)}</text>`;
  });
  return `<g>${frames}${texts.join('')}</g>`;
}

function pixels(value: number): number {
  return Math.round(value * 10) / 10;
}
