import type { Finding } from '../detection/finding';
import { SEVERITIES } from '../detection/rules/rule';
import { parseEventTime } from '../detection/time';
import type { Timeline } from './model';

/** Lengths of a bar. The timeline uses the shortest one that fits. */
const UNITS: readonly (readonly [seconds: number, words: string])[] = [
  [60, 'minute'],
  [300, '5 minutes'],
  [900, '15 minutes'],
  [3600, 'hour'],
  [10_800, '3 hours'],
  [21_600, '6 hours'],
  [86_400, 'day'],
  [604_800, 'week'],
  [2_592_000, '30 days'],
];

/** Bars that fit next to each other and stay distinguishable. */
const MAX_BARS = 96;

/**
 * Counts findings over time, by the start of their windows.
 *
 * @param span least time to show, in seconds since the epoch.
 * @returns `undefined` without findings.
 */
export function timelineOf(
  findings: readonly Finding[],
  span: { readonly start: number; readonly end: number } | undefined,
): Timeline | undefined {
  if (findings.length === 0) {
    return undefined;
  }
  const starts = findings.map(({ window }) => parseEventTime(window.start) ?? 0);
  const [first, last] = starts.reduce(
    ([low, high], second) => [Math.min(low, second), Math.max(high, second)],
    [span?.start ?? Number.POSITIVE_INFINITY, span?.end ?? Number.NEGATIVE_INFINITY],
  );
  const [seconds, unit] = UNITS.find(([length]) => (last - first) / length <= MAX_BARS) ?? [
    Math.ceil((last - first) / MAX_BARS / 86_400) * 86_400,
    'bar',
  ];
  const barOf = (second: number): number => Math.floor(second / seconds) * seconds;
  const bars = new Map<string, [start: number, severity: number, findings: number]>();
  findings.forEach(({ severity }, index) => {
    const start = barOf(starts[index] as number);
    const rank = SEVERITIES.indexOf(severity);
    const bar = bars.get(`${start} ${rank}`) ?? [start, rank, 0];
    bar[2] += 1;
    bars.set(`${start} ${rank}`, bar);
  });
  return {
    seconds,
    unit,
    start: barOf(first),
    end: barOf(last) + seconds,
    bars: [...bars.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]),
  };
}
