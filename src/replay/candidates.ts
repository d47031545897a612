import { memberOf } from '../detection/member-of';
import type { Call, Interval, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import { RELATED_MINUTES } from '../detection/severity/context';
import type { CallOutline } from './history/call-history';

/** Besides its own calls, a finding tells of what was so near to it; an hour more is far enough from every edge. */
const MARGIN_SECONDS = (RELATED_MINUTES + 60) * 60;

/** The calls of one rule and principal within the last `windowSeconds`. */
interface Recent {
  /** By time, from `first` on. */
  calls: { readonly second: number; readonly region: string }[];
  first: number;
  readonly callsByRegion: Map<string, number>;
}

/** Which calls may be in a finding, or be told of in one. */
export interface Candidates {
  /** Whether a call may be. To be asked of calls by time, each once. */
  has(call: CallOutline): boolean;
}

/**
 * Finds where there may be sweeps: where the calls of a principal reach both thresholds of a rule in some span of
 * `windowSeconds`, wherever windows begin. All other calls are in no sweep, and of a history these are nearly all.
 *
 * @param calls by time, each once.
 */
export function candidatesAmong(
  calls: Iterable<CallOutline>,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): Candidates {
  const spans = new Map<string, Interval[]>();
  const partitions = new Map<RuleId, Map<string, Recent>>();
  for (const call of calls) {
    const thresholds = settings[call.ruleId];
    const ofRule = memberOf(partitions, call.ruleId, () => new Map<string, Recent>());
    for (const { key } of principalsOf(call)) {
      const recent = memberOf(ofRule, key, newRecent);
      if (reaches(recent, call, thresholds)) {
        const margin = MARGIN_SECONDS + thresholds.windowSeconds;
        extend(spans, key, { start: call.second - margin, end: call.second + margin });
      }
    }
  }
  return {
    has: (call) =>
      principalsOf(call).some(({ key }) => {
        const ofPrincipal = spans.get(key);
        return ofPrincipal !== undefined && isWithin(ofPrincipal, call.second);
      }),
  };
}

function principalsOf({ principal, otherPrincipals }: CallOutline): readonly Call['principal'][] {
  return otherPrincipals === undefined ? [principal] : [principal, ...otherPrincipals];
}

function newRecent(): Recent {
  return { calls: [], first: 0, callsByRegion: new Map() };
}

/** Adds a span that begins no earlier than those before it. */
function extend(spans: Map<string, Interval[]>, key: string, span: Interval): void {
  const known = spans.get(key) ?? [];
  spans.set(key, known);
  const last = known.at(-1);
  if (last === undefined || last.end < span.start) {
    known.push(span);
  } else {
    known[known.length - 1] = { start: last.start, end: span.end };
  }
}

/** Whether one of the spans holds a second. Earlier ones are dropped: later calls are in none of them. */
function isWithin(spans: Interval[], second: number): boolean {
  while (spans[0] !== undefined && spans[0].end <= second) {
    spans.shift();
  }
  return spans[0] !== undefined && spans[0].start <= second;
}

/** Adds a call to the recent ones; tells whether these now reach the thresholds. */
function reaches(
  recent: Recent,
  { second, region }: CallOutline,
  { windowSeconds, minRegions, minCalls }: RuleSettings,
): boolean {
  forgetUntil(recent, second - windowSeconds);
  recent.calls.push({ second, region });
  recent.callsByRegion.set(region, (recent.callsByRegion.get(region) ?? 0) + 1);
  const callCount = recent.calls.length - recent.first;
  return recent.callsByRegion.size >= minRegions && callCount >= minCalls;
}

/** Forgets the calls up to a second, itself included. */
function forgetUntil(recent: Recent, second: number): void {
  const { calls, callsByRegion } = recent;
  for (let old = calls[recent.first]; old !== undefined && old.second <= second; ) {
    const left = (callsByRegion.get(old.region) as number) - 1;
    if (left === 0) {
      callsByRegion.delete(old.region);
    } else {
      callsByRegion.set(old.region, left);
    }
    recent.first += 1;
    old = calls[recent.first];
  }
  // Now and then, so that what is forgotten is dropped without a copy for each call.
  if (recent.first * 2 > calls.length) {
    recent.calls = calls.slice(recent.first);
    recent.first = 0;
  }
}
