import type { GroupBy, Thresholds, Windowing } from '../detection/model';

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

/** The smallest grid that contains a setting, and another grid if there is one. */
export function gridWith(setting: Setting, grid: Partial<Grid> = {}): Grid {
  const { regions = [], seconds = [], windowing = [], groupBy = [] } = grid;
  return {
    regions: [...new Set([...regions, setting.minRegions])],
    seconds: [...new Set([...seconds, setting.windowSeconds])],
    windowing: [...new Set([...windowing, setting.windowing])],
    groupBy: [...new Set([...groupBy, setting.groupBy])],
  };
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

/** Whether both are there and the same. */
export function isSameSetting(one: Setting | undefined, other: Setting | undefined): boolean {
  return one !== undefined && other !== undefined && nameOf(one) === nameOf(other);
}
