import { baselineOwnerOf } from '../detection/baseline/baseline-owner';
import type { Call } from '../detection/model';
import { assess, type SeveritySettings } from '../detection/severity/assess';
import { NO_CONTEXT } from '../detection/severity/context';
import { type EvaluateOptions, evaluateGrid, type FoundSweep } from './evaluate-grid';
import type { Grid } from './setting';

/**
 * What is seen at the most sensitive setting of a grid: the fewest regions in the longest sliding windows. Sweeps under
 * several groupings that share calls are one. All that other settings find is a part of one of these.
 */
export interface Episode {
  /** Who made most of its calls: a user, all sessions of a role, a person of IAM Identity Center. */
  readonly who: string;
  /** What its calls alone look like, 0 to 100: the highest score of its sweeps. */
  readonly score: number;
}

/** Episodes, and which of them a call is in. */
export interface Episodes {
  readonly all: readonly Episode[];
  readonly of: (call: Call) => Episode | undefined;
}

export function findEpisodes(
  calls: readonly Call[],
  grid: Grid,
  options: EvaluateOptions,
  severity: SeveritySettings,
): Episodes {
  const mostSensitive: Grid = {
    regions: [Math.min(...grid.regions)],
    seconds: [Math.max(...grid.seconds)],
    windowing: ['sliding'],
    groupBy: grid.groupBy,
  };
  const { settings } = evaluateGrid(calls, mostSensitive, options);
  const groups = joinedByCalls(settings.flatMap(({ sweeps }) => sweeps));
  const byCall = new Map<Call, Episode>();
  const all = groups.map((sweeps): Episode => {
    const members = [...new Set(sweeps.flatMap((sweep) => sweep.calls))];
    const episode = { who: whoMade(members), score: scoreOf(sweeps, severity) };
    for (const call of members) {
      byCall.set(call, episode);
    }
    return episode;
  });
  return { all, of: (call) => byCall.get(call) };
}

/** Groups of sweeps that share calls, directly or through others. */
function joinedByCalls(sweeps: readonly FoundSweep[]): FoundSweep[][] {
  const parents = sweeps.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) {
      root = parents[root] as number;
    }
    parents[index] = root;
    return root;
  };
  const owners = new Map<Call, number>();
  for (const [index, { calls }] of sweeps.entries()) {
    for (const call of calls) {
      const owner = owners.get(call);
      if (owner === undefined) {
        owners.set(call, index);
      } else {
        parents[rootOf(index)] = rootOf(owner);
      }
    }
  }
  const groups = new Map<number, FoundSweep[]>();
  for (const [index, sweep] of sweeps.entries()) {
    const root = rootOf(index);
    groups.set(root, [...(groups.get(root) ?? []), sweep]);
  }
  return [...groups.values()];
}

function whoMade(calls: readonly Call[]): string {
  const counts = new Map<string, number>();
  for (const { principal, caller } of calls) {
    const { key } = baselineOwnerOf(principal, caller);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [[who] = ['']] = [...counts].sort(([, a], [, b]) => b - a);
  return who;
}

function scoreOf(sweeps: readonly FoundSweep[], severity: SeveritySettings): number {
  const scores = sweeps.map(({ partition: { ruleId }, calls }) => {
    const [first, ...others] = calls;
    return first === undefined
      ? 0
      : assess({ ruleId, calls: [first, ...others], context: NO_CONTEXT }, severity).score;
  });
  return Math.max(0, ...scores);
}
