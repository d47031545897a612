import { perRule } from '../config/defaults';
import type { GroupBy, RuleSettings, Thresholds, Windowing } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';

/** A setting to try. It applies to every enabled rule. */
export interface Setting extends Thresholds {
  readonly groupBy: GroupBy;
}

/** The values to try, in every combination. */
export interface Grid {
  readonly regions: readonly number[];
  readonly seconds: readonly number[];
  readonly windowing: readonly Windowing[];
  readonly groupBy: readonly GroupBy[];
}

/** The grid that `tune` tries by default. */
export const DEFAULT_GRID: Grid = {
  regions: [5, 8, 10, 12, 15, 20],
  seconds: [10, 30, 60, 300],
  windowing: ['sliding', 'tumbling'],
  groupBy: ['arn', 'role'],
};

/** Each setting costs time, and nobody reads more. */
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

/** The smallest grid that contains two others. */
export function joinedGrid(one: Grid, other: Grid): Grid {
  return {
    regions: [...new Set([...one.regions, ...other.regions])],
    seconds: [...new Set([...one.seconds, ...other.seconds])],
    windowing: [...new Set([...one.windowing, ...other.windowing])],
    groupBy: [...new Set([...one.groupBy, ...other.groupBy])],
  };
}

/**
 * The threshold of calls for a number of regions.
 *
 * @param fixed the same threshold for all settings; without it as many calls as regions, which has no effect.
 */
export function minCallsOf(minRegions: number, fixed: number | undefined): number {
  return fixed ?? minRegions;
}

/** For example `10 regions, 30 s, sliding, arn`; different settings have different names. */
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

/** The settings of every rule, replaced by this one. */
export function withSetting(
  settings: Readonly<Record<RuleId, RuleSettings>>,
  { minRegions, minCalls, windowSeconds, windowing, groupBy }: Setting,
): Record<RuleId, RuleSettings> {
  const tried = { minRegions, minCalls, windowSeconds, windowing, groupBy };
  return perRule((id) => ({ ...settings[id], ...tried }));
}
