import { type HistoryPart, LATE_SECONDS } from '../trail/find/history-part';
import { identifier, literal } from './sql';

/** The limits of a time: at or after `from`, before `to`. An absent member limits nothing. */
type TimeLimits = Pick<HistoryPart, 'from' | 'to'>;

/** For clocks that differ. */
const SLACK_SECONDS = 15 * 60;
const DAY_SECONDS = 86_400;

/**
 * When CloudTrail delivered the files with the calls of a part. The folder of a file, and so its partition, is that of
 * its delivery.
 */
export function deliveryOf({ from, to }: TimeLimits): TimeLimits {
  return {
    ...(from !== undefined && { from: from - SLACK_SECONDS }),
    ...(to !== undefined && { to: to + LATE_SECONDS }),
  };
}

/**
 * Conditions on a column that holds a day or an hour as text.
 *
 * @param format such as `yyyy/MM/dd`, as partition projection has it.
 * @returns undefined if texts of this format do not sort by time.
 */
export function daysAsText(
  column: string,
  format: string,
  { from, to }: TimeLimits,
  asLiteral: (text: string) => string = literal,
): string[] | undefined {
  if (!/^yyyy([-/._]?)MM\1dd(?:[-/._]?HH)?$/.test(format)) {
    return undefined;
  }
  const written = (second: number): string => asLiteral(formatTime(format, second));
  // Whole days: a partition that begins before `from` may hold calls of the same day.
  return [
    ...(from === undefined ? [] : [`${identifier(column)} >= ${written(dayOf(from))}`]),
    ...(to === undefined
      ? []
      : [`${identifier(column)} < ${written(dayOf(to + DAY_SECONDS - 1))}`]),
  ];
}

/** The second at which the day begins. */
function dayOf(second: number): number {
  return Math.floor(second / DAY_SECONDS) * DAY_SECONDS;
}

/** Conditions on the columns year, month and day, whether or not their values have leading zeros. */
export function daysAsNumbers({ from, to }: TimeLimits): string[] {
  const day =
    'TRY_CAST("year" AS INTEGER) * 10000 + TRY_CAST("month" AS INTEGER) * 100 + TRY_CAST("day" AS INTEGER)';
  return [
    ...(from === undefined ? [] : [`${day} >= ${formatTime('yyyyMMdd', from)}`]),
    ...(to === undefined ? [] : [`${day} <= ${formatTime('yyyyMMdd', to - 1)}`]),
  ];
}

/** @param format with `yyyy`, `MM`, `dd`, `HH`, `mm` and `ss`. */
export function formatTime(format: string, second: number): string {
  const [year = '', month = '', day = '', hour = '', minute = '', seconds = ''] = new Date(
    second * 1000,
  )
    .toISOString()
    .split(/[-T:.Z]/);
  const parts: Readonly<Record<string, string>> = {
    yyyy: year,
    MM: month,
    dd: day,
    HH: hour,
    mm: minute,
    ss: seconds,
  };
  return format.replace(/yyyy|MM|dd|HH|mm|ss/g, (name) => parts[name] ?? '');
}

const UNIT_DAYS: Readonly<Record<string, number>> = {
  YEAR: 366,
  MONTH: 31,
  WEEK: 7,
  DAY: 1,
  HOUR: 1 / 24,
};

/**
 * The first second that partition projection covers.
 *
 * @param range such as `2020/01/01,NOW` or `NOW-3YEARS,NOW`.
 * @returns undefined if it cannot be determined.
 */
export function projectionStart(range: string, now: number): number | undefined {
  const [first = ''] = range.split(',').map((text) => text.trim());
  const [, number, unit = ''] = /^NOW-(\d+)(YEAR|MONTH|WEEK|DAY|HOUR)S?$/.exec(first) ?? [];
  if (number !== undefined) {
    return now - Number(number) * (UNIT_DAYS[unit] ?? 0) * DAY_SECONDS;
  }
  const [, year, month, day] = /^(\d{4})[-/._]?(\d\d)[-/._]?(\d\d)/.exec(first) ?? [];
  return year === undefined
    ? undefined
    : Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000;
}
