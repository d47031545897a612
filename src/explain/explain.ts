import type { BucketLimits } from '../detection/bucket';
import { byTime } from '../detection/call-order';
import type { Finding } from '../detection/finding';
import type { Incident } from '../detection/incident/incident';
import { memberOf } from '../detection/member-of';
import type { Call, Interval, Principal, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import { parseEventTime } from '../detection/time';
import { type CountedWindow, contains, countWindows, overlap } from '../detection/window';
import { WindowCounter } from '../detection/window-counter';
import { keptCalls, type Partition, partitionsOf } from '../tuning/partition';

/** A window with its counts. */
interface WindowCounts extends Interval {
  readonly regions: number;
  readonly calls: number;
}

/** A call, with the window that comes nearest to the thresholds and the finding it belongs to. */
export interface ExplainedCall {
  readonly call: Call;
  /** Of the windows that hold it, the one nearest to the thresholds; absent where the call was not kept. */
  readonly window?: WindowCounts;
  /** How many windows hold it. */
  readonly windows: number;
  /** False where the bucket was full and already had its region. */
  readonly isKept: boolean;
  /** Id of the finding whose evidence it is. */
  readonly findingId?: string;
}

/** Why the calls of one rule by one principal were a sweep, or why not. */
export interface Explanation {
  readonly ruleId: RuleId;
  readonly principal: Principal;
  readonly settings: RuleSettings;
  /** The calls around the requested time, by time. */
  readonly calls: readonly ExplainedCall[];
  /** In the whole history. */
  readonly callsInAll: number;
  readonly regionsInAll: number;
  /** Of the windows around the requested time, the one nearest to the thresholds. */
  readonly nearest: WindowCounts;
  /** The findings around the requested time. */
  readonly findings: readonly Finding[];
  /** All findings of their incidents, by any rule and under any principal, by time. */
  readonly incidentFindings: readonly Finding[];
  /** Their incidents, and those that watched calls alone opened after them, by time. */
  readonly incidents: readonly Incident[];
  /**
   * Length in seconds of the shortest window around the requested time that reaches the thresholds. It is at most the
   * length in use where a tumbling window edge cuts the sweep in two. Absent where no window reaches them.
   */
  readonly shortestSeconds?: number;
}

export interface ExplainOptions extends BucketLimits {
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  /** The time to explain, in seconds since the epoch. @default the whole history */
  readonly around?: Interval | undefined;
  /** All of the history. @default none is known */
  readonly incidents?: readonly Incident[];
}

/**
 * Explains the calls of each rule and principal.
 *
 * @param calls of the principals to explain, grouped as `settings` say.
 * @param findings of the whole history, by time.
 * @returns explanations with findings first, then those nearest to the thresholds; none without calls around the time.
 */
export function explain(
  calls: readonly Call[],
  findings: readonly Finding[],
  options: ExplainOptions,
): Explanation[] {
  // With several groupings, a call counts for each of its principals.
  return partitionsOf([...calls].sort(byTime), ({ principal, otherPrincipals = [] }) => [
    principal,
    ...otherPrincipals,
  ])
    .flatMap((partition) => explainPartition(partition, findings, options) ?? [])
    .sort((a, b) => b.findings.length - a.findings.length || b.nearest.regions - a.nearest.regions);
}

function explainPartition(
  { ruleId, principal, calls }: Partition,
  allFindings: readonly Finding[],
  { settings: allSettings, around, maxTrackedCalls, incidents = [] }: ExplainOptions,
): Explanation | undefined {
  const settings = allSettings[ruleId];
  const { windowSeconds, windowing } = settings;
  const shown = calls.filter(({ second }) => around === undefined || contains(around, second));
  const kept = keptCalls(calls, windowSeconds, { maxTrackedCalls });
  const held = heldCalls(kept, countWindows(kept, windowing, windowSeconds));
  const own = allFindings.filter(
    (finding) => finding.rule.id === ruleId && finding.principal.key === principal.key,
  );
  const spans = own.map((finding) => ({ id: finding.id, ...spanOf(finding) }));
  const explained = shown.map((call): ExplainedCall => {
    const { windows = 0, window } = held.get(call) ?? {};
    const findingId = spans.find((span) => contains(span, call.second))?.id;
    return {
      call,
      ...(window && { window }),
      windows,
      isKept: window !== undefined,
      ...(findingId !== undefined && { findingId }),
    };
  });
  const nearest = explained.flatMap(({ window }) => window ?? []).sort(byCounts)[0];
  if (nearest === undefined) {
    return undefined;
  }
  const findings = own.filter(
    (finding) => around === undefined || overlap(spanOf(finding), around),
  );
  const incidentIds = new Set(findings.map(({ incidentId }) => incidentId));
  const shortestSeconds = shortestSpan(shown, settings);
  return {
    ruleId,
    principal,
    settings,
    calls: explained,
    callsInAll: calls.length,
    regionsInAll: new Set(calls.map(({ region }) => region)).size,
    nearest,
    findings,
    incidentFindings: allFindings.filter(({ incidentId }) => incidentIds.has(incidentId)),
    incidents: incidents.filter((incident) =>
      findings.some((finding) => concerns(incident, finding)),
    ),
    ...(shortestSeconds !== undefined && { shortestSeconds }),
  };
}

/** Whether an incident has a finding; one that watched calls alone opened has those of the incident before. */
export function concerns(
  { id, totals, findings }: Incident,
  finding: Pick<Finding, 'id' | 'incidentId'>,
): boolean {
  return (
    finding.incidentId === id ||
    (totals.sweeps === 0 && findings.some((own) => own.id === finding.id))
  );
}

/** For each call, how many windows hold it and the one nearest to the thresholds. @param calls by time. */
function heldCalls(calls: readonly Call[], windows: readonly CountedWindow[]) {
  const held = new Map<Call, { windows: number; window: WindowCounts }>();
  for (const { start, end, regions, first, after } of windows) {
    const window = { start, end, regions, calls: after - first };
    let index = first;
    // A window that begins at another call of the same second holds this one too.
    while (calls[index - 1]?.second === start) {
      index -= 1;
    }
    for (const call of calls.slice(index, after)) {
      const one = memberOf(held, call, () => ({ windows: 0, window }));
      one.windows += 1;
      one.window = byCounts(window, one.window) < 0 ? window : one.window;
    }
  }
  return held;
}

function byCounts(a: WindowCounts, b: WindowCounts): number {
  return b.regions - a.regions || b.calls - a.calls || a.start - b.start;
}

function spanOf({ window }: Finding): Interval {
  return { start: parseEventTime(window.start) ?? 0, end: parseEventTime(window.end) ?? 0 };
}

/** @param calls by time. @returns the length in seconds of the shortest window that reaches the thresholds. */
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
