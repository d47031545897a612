import { memberOf } from '../detection/member-of';
import type { Call, Interval, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import { RELATED_MINUTES } from '../detection/severity/context';
import { WindowCounter } from '../detection/window-counter';
import type { CallOutline } from './history/call-history';

/** A finding also describes related sweeps within `RELATED_MINUTES`; one hour more covers every edge case. */
const MARGIN_SECONDS = (RELATED_MINUTES + 60) * 60;

/**
 * Finds where sweeps are possible: where the calls of a principal reach both thresholds of a rule in some span of
 * `windowSeconds`, wherever windows begin. No other call is part of a sweep; in most histories that is nearly every call.
 *
 * @param calls by time, each once.
 * @returns whether a finding may contain or mention a call. Ask by time, once for each call.
 */
export function candidatesAmong(
  calls: Iterable<CallOutline>,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): (call: CallOutline) => boolean {
  const spans = new Map<string, Interval[]>();
  const partitions = new Map<RuleId, Map<string, WindowCounter>>();
  for (const call of calls) {
    const thresholds = settings[call.ruleId];
    const ofRule = memberOf(partitions, call.ruleId, () => new Map<string, WindowCounter>());
    for (const { key } of principalsOf(call)) {
      const recent = memberOf(ofRule, key, () => new WindowCounter());
      if (reaches(recent, call, thresholds)) {
        const margin = MARGIN_SECONDS + thresholds.windowSeconds;
        extend(spans, key, { start: call.second - margin, end: call.second + margin });
      }
    }
  }
  return (call) =>
    principalsOf(call).some(({ key }) => {
      const ofPrincipal = spans.get(key);
      return ofPrincipal !== undefined && isWithin(ofPrincipal, call.second);
    });
}

function principalsOf({ principal, otherPrincipals }: CallOutline): readonly Call['principal'][] {
  return otherPrincipals === undefined ? [principal] : [principal, ...otherPrincipals];
}

/** Adds a span that begins no earlier than those before it. */
function extend(spans: Map<string, Interval[]>, key: string, span: Interval): void {
  const known = memberOf(spans, key, (): Interval[] => []);
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

/** Adds a call to those within the last `windowSeconds`. @returns whether these now reach the thresholds. */
function reaches(
  recent: WindowCounter,
  { second, region }: CallOutline,
  { windowSeconds, minRegions, minCalls }: RuleSettings,
): boolean {
  for (let old = recent.oldest; old && old.second <= second - windowSeconds; old = recent.oldest) {
    recent.removeOldest();
  }
  recent.add({ second, region });
  return recent.regions >= minRegions && recent.calls >= minCalls;
}
