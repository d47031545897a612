import type { MetricRow } from './dashboard-body';
import { type ShownSeries, shownSeries } from './dashboard-series';
import { cut, type Font, widthOf, wrap } from './svg-text';

/** A text on one line. `x` and `y`, its baseline, are from the top left of the room that it is in. */
export interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly font: Font;
  readonly color: string;
}

/** The room for lines in a box, in pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Texts side by side. */
interface Row {
  readonly texts: readonly Omit<Line, 'y'>[];
  /** Of the things that are listed, how many begin in this row. */
  readonly things: number;
}

const DARK = '#16191f';
const GREY = '#5c6670';
const BLUE = '#0b5394';

const HEADING_FONT: Font = { size: 17, isBold: true };
const TITLE_FONT: Font = { size: 13, isBold: true };
const KIND_FONT: Font = { size: 10.5 };
const TEXT_FONT: Font = { size: 12 };
const METRIC_FONT: Font = { size: 11, isMonospace: true };
const LINE_HEIGHT = 15;
const COLUMN_GAP = 14;
const INDENT = 10;
/** For the metrics of a widget that has one series. */
const MAX_METRIC_LINES = 7;

/** The question of a row of widgets, and the note below it. */
export function headingLines(markdown: string, { width }: Room): Line[] {
  const [heading = '', note = ''] = markdown.split('\n').map(plain);
  const notes = wrap(note, TEXT_FONT, width, 2);
  return [
    { text: heading, x: 0, y: 18, font: HEADING_FONT, color: DARK },
    ...notes.map((text, index) => ({ ...grey(text), y: 36 + index * LINE_HEIGHT })),
  ];
}

/** The title of a widget and, below it, what kind of widget it is. */
export function titleLines(title: string, kind: string, { width }: Room): Line[] {
  const titleText = cut(title, TITLE_FONT, width);
  return [
    { text: titleText, x: 0, y: 11, font: TITLE_FONT, color: DARK },
    { text: kind, x: 0, y: 25, font: KIND_FONT, color: GREY },
  ];
}

/** A text of a heading, paragraphs and a list. */
export function noteLines(markdown: string, room: Room): Line[] {
  const paragraphs = markdown.split('\n').filter((paragraph) => paragraph !== '');
  const rows = paragraphs.map((paragraph) => {
    const text = plain(paragraph).replace(/^- /, '• ');
    return paragraph.startsWith('#')
      ? [{ ...grey(text), font: TITLE_FONT, color: DARK }]
      : wrap(text, TEXT_FONT, room.width, 2).map(grey);
  });
  return stacked(
    rows.flat().map((text) => ({ texts: [text], things: 0 })),
    room,
  );
}

/** The names of alarms, in columns. */
export function alarmLines(names: readonly string[], room: Room): Line[] {
  return stacked(inColumns(names, room), room);
}

/** What a widget shows: each series and, in blue, the metrics it is made of. */
export function seriesLines(metrics: readonly MetricRow[], room: Room): Line[] {
  const series = shownSeries(metrics);
  const [metricName = '', ...others] = new Set(series.flatMap(({ metricNames }) => metricNames));
  if (others.length === 0 && series.length > 2) {
    const labels = series.map(({ label }) => label);
    const rows = [{ texts: [blue(metricName, 0)], things: 0 }, ...inColumns(labels, room)];
    return stacked(rows, room);
  }
  return stacked(inPairs(series, room), room);
}

/** Labels and metrics: side by side if all of them fit, else one below the other. */
function inPairs(series: readonly ShownSeries[], { width }: Room): Row[] {
  const pairs = series.map(({ label, metricNames }) => [label, metricNames.join(' + ')] as const);
  const metricX = COLUMN_GAP + Math.max(...pairs.map(([label]) => widthOf(label, TEXT_FONT)));
  const fits = pairs.every(([, names]) => metricX + widthOf(names, METRIC_FONT) <= width);
  return pairs.flatMap(([label, names]): Row[] => {
    const labelText = dark(cut(label, TEXT_FONT, width), 0);
    if (fits) {
      return [{ texts: [labelText, blue(names, metricX)], things: 1 }];
    }
    const maxLines = pairs.length === 1 ? MAX_METRIC_LINES : 1;
    const metricLines = wrap(names, METRIC_FONT, width - INDENT, maxLines);
    return [
      { texts: [labelText], things: 1 },
      ...metricLines.map((text) => ({ texts: [blue(text, INDENT)], things: 0 })),
    ];
  });
}

function inColumns(names: readonly string[], { width }: Room): Row[] {
  const widest = Math.max(...names.map((name) => widthOf(name, TEXT_FONT)));
  const columns = Math.max(1, Math.floor((width + COLUMN_GAP) / (widest + COLUMN_GAP)));
  const columnWidth = (width + COLUMN_GAP) / columns;
  return Array.from({ length: Math.ceil(names.length / columns) }, (_, row) => {
    const members = names.slice(row * columns, (row + 1) * columns);
    const texts = members.map((name, column) =>
      dark(cut(name, TEXT_FONT, columnWidth - COLUMN_GAP), column * columnWidth),
    );
    return { texts, things: members.length };
  });
}

/** Rows below each other; what there is no room for is counted in the last. */
function stacked(rows: readonly Row[], { height }: Room): Line[] {
  const capacity = Math.floor(height / LINE_HEIGHT);
  const shown = rows.length <= capacity ? rows : rows.slice(0, capacity - 1);
  const left = rows.slice(shown.length).reduce((sum, { things }) => sum + things, 0);
  const all = left === 0 ? shown : [...shown, { texts: [grey(`and ${left} more`)], things: 0 }];
  return all.flatMap(({ texts }, index) =>
    texts.map((text) => ({ ...text, y: (index + 1) * LINE_HEIGHT - 3 })),
  );
}

function dark(text: string, x: number): Omit<Line, 'y'> {
  return { text, x, font: TEXT_FONT, color: DARK };
}

function grey(text: string): Omit<Line, 'y'> {
  return { text, x: 0, font: TEXT_FONT, color: GREY };
}

function blue(text: string, x: number): Omit<Line, 'y'> {
  return { text, x, font: METRIC_FONT, color: BLUE };
}

/** Markdown without its marks. */
function plain(markdown: string): string {
  return markdown.replace(/^#+ /, '').replaceAll('`', '');
}
