import type { Finding } from '../detection/finding';
import { memberOf } from '../detection/member-of';
import type { Call } from '../detection/model';
import { parseEventTime } from '../detection/time';

/** The calls of a finding, up to a limit, and how many exceed it. */
export interface SweepCalls {
  /** By time. */
  readonly calls: readonly Call[];
  readonly leftOut: number;
}

interface Sweep {
  readonly finding: Finding;
  readonly start: number;
  readonly end: number;
  readonly calls: Call[];
  leftOut: number;
}

/**
 * Collects the calls of each finding: those of its rule and principal within its window.
 *
 * @param calls distinct, in any order.
 * @param most calls to keep per finding; the first ones stay.
 */
export function sweepCallsOf(
  findings: readonly Finding[],
  calls: Iterable<Call>,
  most: number,
): ReadonlyMap<Finding, SweepCalls> {
  const sweeps = sweepsByPrincipal(findings);
  for (const call of calls) {
    for (const { key } of [call.principal, ...(call.otherPrincipals ?? [])]) {
      const own = sweeps.get(`${call.ruleId} ${key}`);
      const sweep = own && sweepAt(own, call.second);
      if (sweep !== undefined && sweep.calls.length < most) {
        sweep.calls.push(call);
      } else if (sweep !== undefined) {
        sweep.leftOut += 1;
      }
    }
  }
  return new Map(
    [...sweeps.values()].flat().map(({ finding, calls: own, leftOut }) => {
      const sorted = own.sort((a, b) => a.second - b.second || (a.region < b.region ? -1 : 1));
      return [finding, { calls: sorted, leftOut }];
    }),
  );
}

/** By rule and principal, by time. Sweeps of one principal by one rule do not overlap. */
function sweepsByPrincipal(findings: readonly Finding[]): Map<string, Sweep[]> {
  const sweeps = new Map<string, Sweep[]>();
  for (const finding of findings) {
    const { rule, principal, window } = finding;
    const key = `${rule.id} ${principal.key}`;
    const start = parseEventTime(window.start) ?? 0;
    const end = parseEventTime(window.end) ?? 0;
    memberOf(sweeps, key, (): Sweep[] => []).push({ finding, start, end, calls: [], leftOut: 0 });
  }
  for (const own of sweeps.values()) {
    own.sort((a, b) => a.start - b.start);
  }
  return sweeps;
}

/** The sweep that holds a second. */
function sweepAt(sweeps: readonly Sweep[], second: number): Sweep | undefined {
  let [low, high] = [0, sweeps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sweeps[middle] as Sweep).start <= second) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const sweep = sweeps[low - 1];
  return sweep !== undefined && second < sweep.end ? sweep : undefined;
}
