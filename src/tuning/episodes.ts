import { baselineOwnerOf } from '../detection/baseline/baseline-owner';
import { groupBy } from '../detection/group-by';
import type { Call } from '../detection/model';
import { assess, type SeveritySettings } from '../detection/severity/assess';
import { NO_CONTEXT } from '../detection/severity/context';
import { type EvaluateOptions, evaluateGrid, type FoundSweep } from './evaluate-grid';
import type { Grid } from './setting';

/**
 * What the most sensitive setting of a grid finds: the fewest regions in the longest sliding windows. Sweeps that share
 * calls under several groupings are one episode. Every sweep of another setting is part of an episode.
 */
export interface Episode {
  /** Who made most of its calls: a user, all sessions of a role, or a user of IAM Identity Center. */
  readonly who: string;
  /** The highest score of its sweeps, from 0 to 100, judged by their calls alone. */
  readonly score: number;
}

/** The episode of each call that is in one. */
export type Episodes = ReadonlyMap<Call, Episode>;

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
  return new Map(
    groups.flatMap((sweeps) => {
      const calls = [...new Set(sweeps.flatMap((sweep) => sweep.calls))];
      const episode: Episode = { who: whoMade(calls), score: scoreOf(sweeps, severity) };
      return calls.map((call) => [call, episode] as const);
    }),
  );
}

/** Groups sweeps that share calls, directly or through others. */
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
  const groups = groupBy(sweeps.entries(), ([index]) => rootOf(index));
  return [...groups.values()].map((group) => group.map(([, sweep]) => sweep));
}

function whoMade(calls: readonly Call[]): string {
  const owners = groupBy(calls, ({ principal, caller }) => baselineOwnerOf(principal, caller).key);
  const [[who] = ['']] = [...owners].sort(([, a], [, b]) => b.length - a.length);
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
