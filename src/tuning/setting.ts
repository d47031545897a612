import { perRule } from '../config/defaults';
import type { GroupBy, RuleSettings, Thresholds, Windowing } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';

/** What is tried. Calls of every enabled rule are looked at under the same setting. */
export interface Setting extends Thresholds {
  readonly groupBy: GroupBy;
}

/** The values to try, each of which is tried with each of the others. */
export interface Grid {
  readonly regions: readonly number[];
  readonly seconds: readonly number[];
  readonly windowing: readonly Windowing[];
  readonly groupBy: readonly GroupBy[];
}

/** What is tried where nothing else is asked for. */
export const DEFAULT_GRID: Grid = {
  regions: [5, 8, 10, 12, 15, 20],
  seconds: [10, 30, 60, 300],
  windowing: ['sliding', 'tumbling'],
  groupBy: ['arn', 'role'],
};

/** More settings than that nobody reads; and each costs time. */
export const MAX_SETTINGS = 1000;

/** How many settings a grid has. */
export function sizeOf({ regions, seconds, windowing, groupBy }: Grid): number {
  return regions.length * seconds.length * windowing.length * groupBy.length;
}

/** The grid that holds one setting. */
export function gridOfOne({ minRegions, windowSeconds, windowing, groupBy }: Setting): Grid {
  return {
    regions: [minRegions],
    seconds: [windowSeconds],
    windowing: [windowing],
    groupBy: [groupBy],
  };
}

/** The smallest grid that holds two others. */
export function joinedGrid(one: Grid, other: Grid): Grid {
  return {
    regions: [...new Set([...one.regions, ...other.regions])],
    seconds: [...new Set([...one.seconds, ...other.seconds])],
    windowing: [...new Set([...one.windowing, ...other.windowing])],
    groupBy: [...new Set([...one.groupBy, ...other.groupBy])],
  };
}

/**
 * How many calls make a sweep at each number of regions.
 *
 * @param fixed calls that are asked for whatever the regions; otherwise as many as regions, which decides nothing.
 */
export function minCallsOf(minRegions: number, fixed: number | undefined): number {
  return fixed ?? minRegions;
}

/** A text that is the same for equal settings only, for example `10 regions, 30 s, sliding, arn`. */
export function nameOf({
  minRegions,
  minCalls,
  windowSeconds,
  windowing,
  groupBy,
}: Setting): string {
  const calls = minCalls > minRegions ? `, ${minCalls} calls` : '';
  return `${minRegions} regions${calls}, ${windowSeconds} s, ${windowing}, ${groupBy}`;
}

/** The settings of every rule with this one in place of what they have. */
export function withSetting(
  settings: Readonly<Record<RuleId, RuleSettings>>,
  { minRegions, minCalls, windowSeconds, windowing, groupBy }: Setting,
): Record<RuleId, RuleSettings> {
  const tried = { minRegions, minCalls, windowSeconds, windowing, groupBy };
  return perRule((id) => ({ ...settings[id], ...tried }));
}
