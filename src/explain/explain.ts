import type { BucketLimits } from '../detection/bucket';
import type { Finding } from '../detection/finding';
import type { Call, Interval, Principal, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import { parseEventTime } from '../detection/time';
import { bucketOf, type CountedWindow, contains, countWindows, overlap } from '../detection/window';
import { WindowCounter } from '../detection/window-counter';
import { byTime, keptCalls } from '../tuning/partition';

/** What a window holds. */
interface WindowCounts extends Interval {
  readonly regions: number;
  readonly calls: number;
}

/** A call, and what became of it. */
export interface ExplainedCall {
  readonly call: Call;
  /** Of the windows that it falls in, the one that comes nearest to the thresholds; none where it was not kept. */
  readonly window?: WindowCounts;
  /** How many windows with calls it falls in. */
  readonly windows: number;
  /** False where the state was full, and had its region already. */
  readonly isKept: boolean;
  /** Id of the finding that it is evidence of. */
  readonly findingId?: string;
}

/** What was made of the calls of one rule by one principal, and why. */
export interface Explanation {
  readonly ruleId: RuleId;
  readonly principal: Principal;
  readonly settings: RuleSettings;
  /** Those around the time that was asked for, by time. */
  readonly calls: readonly ExplainedCall[];
  /** All there are in the history. */
  readonly callsInAll: number;
  readonly regionsInAll: number;
  /** Of the windows around the time, the one that comes nearest to the thresholds. */
  readonly nearest: WindowCounts;
  /** Those around the time. */
  readonly findings: readonly Finding[];
  /**
   * The shortest window, in seconds, that reaches the thresholds around the time; where sliding windows of the length
   * in use do, and tumbling ones do not, it is no longer than that. Absent where none does.
   */
  readonly shortestSeconds?: number;
}

export interface ExplainOptions extends BucketLimits {
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  /** What is looked at, in seconds since the epoch. @default the whole history */
  readonly around?: Interval | undefined;
}

/**
 * Explains the calls of each rule and principal.
 *
 * @param calls by principals of interest, with their principal as `settings` group them.
 * @param findings of the whole history, as the engine found them.
 * @returns those nearest to the thresholds first; none of those without calls around the time.
 */
export function explain(
  calls: readonly Call[],
  findings: readonly Finding[],
  options: ExplainOptions,
): Explanation[] {
  return partitionsOf(calls)
    .flatMap(({ ruleId, principal, members }) => {
      const own = findings.filter(
        ({ rule, principal: { key }, alsoUnder = [] }) =>
          rule.id === ruleId && [key, ...alsoUnder].includes(principal.key),
      );
      return explainPartition(ruleId, principal, members, own, options) ?? [];
    })
    .sort((a, b) => b.findings.length - a.findings.length || b.nearest.regions - a.nearest.regions);
}

/** A call is counted under each of its principals, where there are several groupings. */
function partitionsOf(calls: readonly Call[]) {
  const partitions = new Map<string, { ruleId: RuleId; principal: Principal; members: Call[] }>();
  for (const call of [...calls].sort(byTime)) {
    const { ruleId } = call;
    for (const principal of [call.principal, ...(call.otherPrincipals ?? [])]) {
      const key = `${ruleId} ${principal.key}`;
      const known = partitions.get(key);
      if (known === undefined) {
        partitions.set(key, { ruleId, principal, members: [call] });
      } else {
        known.members.push(call);
      }
    }
  }
  return [...partitions.values()];
}

function explainPartition(
  ruleId: RuleId,
  principal: Principal,
  members: readonly Call[],
  findings: readonly Finding[],
  { settings: allSettings, around, maxTrackedCalls }: ExplainOptions,
): Explanation | undefined {
  const settings = allSettings[ruleId];
  const { windowSeconds, windowing } = settings;
  const shown = members.filter(({ second }) => around === undefined || contains(around, second));
  const kept = keptCalls(members, windowSeconds, { maxTrackedCalls });
  const windows = countWindows(kept, windowing, windowSeconds);
  const spans = findings.map((finding) => ({ id: finding.id, ...spanOf(finding) }));
  const fixed = new Map(windows.map((window) => [window.start, window]));
  const indexes = new Map(kept.map((call, index) => [call, index]));
  const explained = shown.map((call): ExplainedCall => {
    const index = indexes.get(call);
    const holding =
      index === undefined
        ? []
        : windowing === 'tumbling'
          ? [fixed.get(bucketOf(call.second, windowSeconds) * windowSeconds) ?? []].flat()
          : windowsAround(windows, index);
    const best = bestOf(holding);
    const findingId = spans.find((span) => contains(span, call.second))?.id;
    return {
      call,
      ...(best && { window: countsOf(best) }),
      windows: holding.length,
      isKept: index !== undefined,
      ...(findingId !== undefined && { findingId }),
    };
  });
  const nearest = explained.flatMap(({ window }) => window ?? []).sort(byCounts)[0];
  if (nearest === undefined) {
    return undefined;
  }
  const shortestSeconds = shortestSpan(shown, settings);
  return {
    ruleId,
    principal,
    settings,
    calls: explained,
    callsInAll: members.length,
    regionsInAll: new Set(members.map(({ region }) => region)).size,
    nearest,
    findings: findings.filter(
      (finding) => around === undefined || overlap(spanOf(finding), around),
    ),
    ...(shortestSeconds !== undefined && { shortestSeconds }),
  };
}

/** The sliding windows that a call falls in: those that begin at it, or at a call less than a window before. */
function windowsAround(windows: readonly CountedWindow[], index: number): CountedWindow[] {
  const { start: second } = windows[index] as CountedWindow;
  const found: CountedWindow[] = [];
  for (let at = index; at >= 0; at -= 1) {
    const window = windows[at] as CountedWindow;
    if (window.end <= second) {
      break;
    }
    found.push(window);
  }
  // Calls of the same second come in some order, and the windows that they begin hold them all.
  for (let at = index + 1; windows[at]?.start === second; at += 1) {
    found.push(windows[at] as CountedWindow);
  }
  return found;
}

function bestOf(windows: readonly CountedWindow[]): CountedWindow | undefined {
  return [...windows].sort(
    (a, b) => b.regions - a.regions || b.after - b.first - (a.after - a.first) || a.start - b.start,
  )[0];
}

function byCounts(a: WindowCounts, b: WindowCounts): number {
  return b.regions - a.regions || b.calls - a.calls || a.start - b.start;
}

function countsOf({ start, end, regions, first, after }: CountedWindow): WindowCounts {
  return { start, end, regions, calls: after - first };
}

function spanOf({ window }: Finding): Interval {
  return { start: parseEventTime(window.start) ?? 0, end: parseEventTime(window.end) ?? 0 };
}

/** @param calls by time. @returns the length of the shortest window that reaches the thresholds. */
function shortestSpan(
  calls: readonly Call[],
  { minRegions, minCalls }: RuleSettings,
): number | undefined {
  const counter = new WindowCounter();
  let shortest: number | undefined;
  for (const call of calls) {
    counter.add(call);
    while (counter.regions >= minRegions && counter.calls >= minCalls) {
      const seconds = call.second - (counter.oldest as Call).second + 1;
      shortest = Math.min(shortest ?? seconds, seconds);
      counter.removeOldest();
    }
  }
  return shortest;
}
