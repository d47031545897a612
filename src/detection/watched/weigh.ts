import type { WatchedLine, WatchedReason } from '../incident/incident';
import { memberOf } from '../member-of';
import type { Interval } from '../model';
import { MAX_SCORE } from '../severity/assess';
import { counted } from '../severity/signal';
import { compareTexts } from '../text';
import { parseEventTime, spanInWords } from '../time';
import { MAX_LINE_REGIONS } from './summarize-watched';
import type { Watch } from './watch';
import { type WatchCategoryId, watchById } from './watch-catalog';
import type { KeptWatch } from './watched-call';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long before a sweep a watched call counts, in seconds, if it counts then at all. */
export const LOOK_BACK_SECONDS = 30 * MINUTE;

/** The share of its points that a call gives, by how long after a sweep it comes. */
const SHARES: readonly { readonly within: number; readonly share: number }[] = [
  { within: 15 * MINUTE, share: 1 },
  { within: HOUR, share: 0.5 },
  { within: 24 * HOUR, share: 0.25 },
];

/** The error of a call that only asked whether it would succeed, and would have. */
const DRY_RUN = 'Client.DryRunOperation';
const DRY_RUN_SHARE = 0.5;
const FAILED_SHARE = 0.25;
const KNOWN_SHARE = 0.5;

export interface WatchedWeight {
  /** One for each category, in order of weight. */
  readonly reasons: readonly WatchedReason[];
  /** Their sum, at most {@link MAX_SCORE}. */
  readonly points: number;
}

export interface WeighSettings {
  /**
   * Names of calls that the caller makes anyway, as an autoscaler launches instances. They add nothing.
   * @default none
   */
  readonly habits?: ReadonlySet<string>;
  /**
   * Whether the account has known the caller and its source IPs for a long time. Then calls count half.
   * @default false
   */
  readonly isKnownCaller?: boolean;
}

/** A line that counts. */
interface Weighed {
  readonly category: WatchCategoryId;
  readonly line: WatchedLine;
  readonly points: number;
  /** Seconds from the sweep to the call: below 0 where the call came first, and 0 during the sweep. */
  readonly gap: number;
}

/**
 * What watched calls add to the score of an incident. In each category the weightiest line counts, because the lines of
 * a category serve one purpose.
 *
 * @param sweeps of the incident.
 */
export function weigh(
  lines: readonly WatchedLine[],
  sweeps: readonly Interval[],
  { habits = new Set(), isKnownCaller = false }: WeighSettings = {},
): WatchedWeight {
  const byCategory = new Map<WatchCategoryId, Weighed[]>();
  for (const line of lines) {
    const weighed = weighLine(line, sweeps, habits, isKnownCaller ? KNOWN_SHARE : 1);
    if (weighed !== undefined) {
      memberOf(byCategory, weighed.category, () => []).push(weighed);
    }
  }
  const reasons = [...byCategory]
    .map(([category, weighed]) =>
      reasonOf(category, [...weighed].sort(byWeight) as [Weighed, ...Weighed[]]),
    )
    .sort((a, b) => b.points - a.points || compareTexts(a.id, b.id));
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return { reasons, points: Math.min(MAX_SCORE, sum) };
}

function weighLine(
  line: WatchedLine,
  sweeps: readonly Interval[],
  habits: ReadonlySet<string>,
  callerShare: number,
): Weighed | undefined {
  const kind = watchById(`${line.category}.${line.eventName}`);
  const [first, last] = [parseEventTime(line.time), parseEventTime(line.until)];
  if (kind === undefined || first === undefined || last === undefined) {
    return undefined;
  }
  const { watch, category } = kind;
  // What AWS does to a user itself is nobody's habit.
  if (habits.has(watch.call) && category.isMadeByServices !== true) {
    return undefined;
  }
  const weighed = sweeps.flatMap((sweep) => {
    const gap = gapOf({ start: first, end: last }, sweep, watch.countsBefore === true);
    const share = gap === undefined ? 0 : shareAt(gap) * shareOf(line, watch) * callerShare;
    const points = Math.round(watch.points * share);
    return gap === undefined || points === 0 ? [] : [{ category: category.id, line, points, gap }];
  });
  return weighed.sort(byWeight)[0];
}

/**
 * Whether a call belongs to an incident with these sweeps: it comes up to 24 h after one, or shortly before one if calls
 * of its kind count then.
 */
export function isRelated({ watchId, second }: KeptWatch, sweeps: readonly Interval[]): boolean {
  const countsBefore = watchById(watchId)?.watch.countsBefore === true;
  return sweeps.some((sweep) => {
    const gap = gapOf({ start: second, end: second }, sweep, countsBefore);
    return gap !== undefined && shareAt(gap) > 0;
  });
}

/**
 * The time from a sweep to the first of some calls; `undefined` where it is too long before the sweep. Of calls that
 * begin before a sweep and go on after it, only the last is known to come after it.
 */
function gapOf(calls: Interval, sweep: Interval, countsBefore: boolean): number | undefined {
  if (calls.end >= sweep.start) {
    const known = calls.start >= sweep.start ? calls.start : calls.end;
    return Math.max(0, known - sweep.end);
  }
  const gap = calls.end - sweep.start;
  return countsBefore && -gap <= LOOK_BACK_SECONDS ? gap : undefined;
}

function shareAt(gap: number): number {
  return gap < 0 ? 1 : (SHARES.find(({ within }) => gap <= within)?.share ?? 0);
}

function shareOf({ errorCode }: WatchedLine, { where = {} }: Watch): number {
  const isMeantToFail = where['errorCode'] !== undefined;
  if (errorCode === undefined || isMeantToFail) {
    return 1;
  }
  return errorCode === DRY_RUN ? DRY_RUN_SHARE : FAILED_SHARE;
}

/** @param weighed of one category, the weightiest first. */
function reasonOf(
  category: WatchCategoryId,
  weighed: readonly [Weighed, ...Weighed[]],
): WatchedReason {
  const [{ points, gap }] = weighed;
  const names = [...new Set(weighed.map(({ line }) => line.eventName))];
  const calls = weighed.reduce((total, { line }) => total + line.count, 0);
  const regions = new Set(weighed.flatMap(({ line }) => line.regions)).size;
  const least = weighed.some(({ line }) => line.regions.length >= MAX_LINE_REGIONS)
    ? 'at least '
    : '';
  const isFailed = weighed.every(({ line }) => line.errorCode !== undefined);
  return {
    id: `watched-${category}`,
    sentence: `${inWords(names)} ${when(gap)}: ${counted(calls, 'call')} in ${least}${counted(regions, 'region')}${isFailed ? ', without success' : ''}.`,
    values: { calls, regions, secondsAfter: gap },
    points,
  };
}

/** For example `CreateUser, CreateAccessKey and AttachUserPolicy`. */
function inWords(names: readonly string[]): string {
  const others = names.slice(0, -1);
  return [...(others.length === 0 ? [] : [others.join(', ')]), ...names.slice(-1)].join(' and ');
}

function when(gap: number): string {
  if (gap === 0) {
    return 'during the sweep';
  }
  return `${spanInWords(Math.abs(gap))} ${gap < 0 ? 'before' : 'after'} the sweep`;
}

function byWeight(a: Weighed, b: Weighed): number {
  return (
    b.points - a.points ||
    Math.abs(a.gap) - Math.abs(b.gap) ||
    compareTexts(a.line.eventName, b.line.eventName) ||
    compareTexts(JSON.stringify(a.line), JSON.stringify(b.line))
  );
}
