import type { BucketLimits } from '../detection/bucket';
import { memberOf } from '../detection/member-of';
import type { Call, GroupBy, Windowing } from '../detection/model';
import { countWindows, overlap } from '../detection/window';
import { byTime, hasRegions, keptCalls, type Partition, partitionsOf } from './partition';
import { type Grid, minCallsOf, nameOf, type Setting } from './setting';
import { intervalsAt, type TimedInterval } from './windows';

/** A sweep that a setting finds. */
export interface FoundSweep extends TimedInterval {
  readonly partition: Partition;
  /** The calls in the interval, by time. */
  readonly calls: readonly Call[];
  /** Follows another sweep within `renotifyMinutes`, so that it counts towards its finding and causes no alert. */
  readonly isRepeat: boolean;
}

/** A setting and the sweeps it finds. */
export interface EvaluatedSetting {
  readonly setting: Setting;
  readonly sweeps: readonly FoundSweep[];
}

/** Sweeps that sliding windows find and tumbling ones miss, under settings that are otherwise the same. */
export interface MissedByTumbling {
  readonly setting: Omit<Setting, 'windowing'>;
  /** Sweeps that sliding windows find. */
  readonly sliding: number;
  /** How many of them overlap no sweep that tumbling windows find. */
  readonly missed: number;
}

export interface EvaluateOptions extends BucketLimits {
  /** The same threshold of calls for all settings. @default as many as regions */
  readonly minCalls?: number | undefined;
  readonly renotifyMinutes: number;
}

export interface EvaluatedGrid {
  readonly settings: readonly EvaluatedSetting[];
  /** Empty unless the grid has both windowings. */
  readonly missedByTumbling: readonly MissedByTumbling[];
}

/**
 * Finds the sweeps of every setting of a grid. It sorts calls once and counts the windows of each length once; all
 * thresholds use these counts.
 *
 * @param calls distinct, in any order; read with `arn` and all groupings of the grid.
 */
export function evaluateGrid(
  calls: readonly Call[],
  grid: Grid,
  options: EvaluateOptions,
): EvaluatedGrid {
  const sorted = [...calls].sort(byTime);
  const evaluated = new Map<string, { setting: Setting; sweeps: FoundSweep[] }>();
  for (const setting of settingsOf(grid, options.minCalls)) {
    evaluated.set(nameOf(setting), { setting, sweeps: [] });
  }
  const fewest = Math.min(...grid.regions);
  for (const groupBy of grid.groupBy) {
    for (const partition of partitionsOf(sorted, groupBy)) {
      if (hasRegions(partition.calls, fewest)) {
        for (const { setting, sweeps } of evaluatePartition(partition, groupBy, grid, options)) {
          evaluated.get(nameOf(setting))?.sweeps.push(...sweeps);
        }
      }
    }
  }
  const settings = [...evaluated.values()];
  return { settings, missedByTumbling: compareWindowings(settings) };
}

/** All settings of a grid, the more sensitive first. */
export function settingsOf(grid: Grid, fixedCalls?: number): Setting[] {
  return grid.groupBy.flatMap((groupBy) =>
    grid.windowing.flatMap((windowing) =>
      grid.seconds.flatMap((windowSeconds) =>
        grid.regions.map((minRegions) => ({
          minRegions,
          minCalls: minCallsOf(minRegions, fixedCalls),
          windowSeconds,
          windowing,
          groupBy,
        })),
      ),
    ),
  );
}

function* evaluatePartition(
  partition: Partition,
  groupBy: GroupBy,
  grid: Grid,
  options: EvaluateOptions,
): Generator<EvaluatedSetting> {
  for (const windowSeconds of grid.seconds) {
    const calls = keptCalls(partition.calls, windowSeconds, options);
    for (const windowing of grid.windowing) {
      const windows = countWindows(calls, windowing, windowSeconds);
      for (const minRegions of grid.regions) {
        const minCalls = minCallsOf(minRegions, options.minCalls);
        const intervals = intervalsAt(calls, windows, { minRegions, minCalls });
        if (intervals.length > 0) {
          const setting = { minRegions, minCalls, windowSeconds, windowing, groupBy };
          const sweeps = withRepeats(partition, calls, intervals, options.renotifyMinutes);
          yield { setting, sweeps };
        }
      }
    }
  }
}

/** Marks the sweeps that follow an alerted one within `renotifyMinutes`, as `enterIntervals` does. */
function withRepeats(
  partition: Partition,
  calls: readonly Call[],
  intervals: readonly TimedInterval[],
  renotifyMinutes: number,
): FoundSweep[] {
  let head = Number.NEGATIVE_INFINITY;
  return intervals.map((interval) => {
    const isRepeat = interval.openedAt - head < renotifyMinutes * 60;
    if (!isRepeat) {
      head = interval.openedAt;
    }
    return { ...interval, partition, calls: callsIn(calls, interval), isRepeat };
  });
}

function callsIn(calls: readonly Call[], { first, end }: TimedInterval): readonly Call[] {
  let after = first;
  for (let next = calls[after]; next !== undefined && next.second < end; next = calls[after]) {
    after += 1;
  }
  return calls.slice(first, after);
}

function compareWindowings(settings: readonly EvaluatedSetting[]): MissedByTumbling[] {
  const byName = new Map(settings.map((one) => [nameOf(one.setting), one]));
  const other = (setting: Setting, windowing: Windowing) =>
    byName.get(nameOf({ ...setting, windowing }));
  return settings.flatMap(({ setting, sweeps }) => {
    const tumbling = setting.windowing === 'sliding' && other(setting, 'tumbling');
    if (!tumbling) {
      return [];
    }
    const { windowing: _windowing, ...rest } = setting;
    const missed = countWithout(sweeps, tumbling.sweeps);
    return [{ setting: rest, sliding: sweeps.length, missed }];
  });
}

/** Counts the sweeps of the first list that overlap no sweep of the second by the same principal and rule. */
function countWithout(sweeps: readonly FoundSweep[], others: readonly FoundSweep[]): number {
  const byPartition = new Map<Partition, FoundSweep[]>();
  for (const one of others) {
    memberOf(byPartition, one.partition, (): FoundSweep[] => []).push(one);
  }
  return sweeps.filter(
    (sweep) => !byPartition.get(sweep.partition)?.some((one) => overlap(one, sweep)),
  ).length;
}
