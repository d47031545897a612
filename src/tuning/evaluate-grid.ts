import type { BucketLimits } from '../detection/bucket';
import { byTime } from '../detection/call-order';
import { groupBy as grouped } from '../detection/group-by';
import type { Call } from '../detection/model';
import { countWindows, overlap } from '../detection/window';
import { countIncidents, createFindOwner } from './count-incidents';
import { hasRegions, keptCalls, type Partition, partitionsOf } from './partition';
import { principalOf } from './regroup';
import { type Grid, nameOf, type Setting } from './setting';
import { intervalsAt, type TimedInterval } from './windows';

/** A sweep that a setting finds. */
export interface FoundSweep extends TimedInterval {
  readonly partition: Partition;
  /** The calls in the interval, by time. */
  readonly calls: readonly Call[];
}

/** A setting and the sweeps it finds. */
export interface EvaluatedSetting {
  readonly setting: Setting;
  readonly sweeps: readonly FoundSweep[];
  /** How many incidents the sweeps are. */
  readonly incidents: number;
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

/**
 * Finds the sweeps of every setting of a grid. It sorts calls once and counts the windows of each length once; all
 * thresholds use these counts.
 *
 * @param calls distinct, in any order; read with `arn` and all groupings of the grid.
 */
export function evaluateGrid(calls: readonly Call[], grid: Grid, options: EvaluateOptions) {
  const sorted = [...calls].sort(byTime);
  const found = settingsOf(grid, options.minCalls).map((setting) => {
    const sweeps: FoundSweep[] = [];
    return { setting, sweeps };
  });
  const fewest = Math.min(...grid.regions);
  for (const [groupBy, own] of grouped(found, ({ setting }) => setting.groupBy)) {
    for (const partition of partitionsOf(sorted, (call) => [principalOf(call, groupBy)])) {
      if (hasRegions(partition.calls, fewest)) {
        evaluatePartition(partition, own, options);
      }
    }
  }
  const findOwner = createFindOwner();
  const settings = found.map(({ setting, sweeps }) => ({
    setting,
    sweeps,
    incidents: countIncidents(sweeps, options.renotifyMinutes, findOwner),
  }));
  return {
    settings,
    /** Empty unless the grid has both windowings. */
    missedByTumbling: compareWindowings(settings),
  };
}

/**
 * All settings of a grid, the more sensitive first.
 *
 * @param fixedCalls the same threshold of calls for all; without it as many as regions, which has no effect.
 */
export function settingsOf(grid: Grid, fixedCalls?: number): Setting[] {
  return grid.groupBy.flatMap((groupBy) =>
    grid.windowing.flatMap((windowing) =>
      grid.seconds.flatMap((windowSeconds) =>
        grid.regions.map((minRegions) => ({
          minRegions,
          minCalls: fixedCalls ?? minRegions,
          windowSeconds,
          windowing,
          groupBy,
        })),
      ),
    ),
  );
}

/** Adds the sweeps of a partition to the settings. The windows of each length are counted once. */
function evaluatePartition(
  partition: Partition,
  settings: readonly { readonly setting: Setting; readonly sweeps: FoundSweep[] }[],
  options: EvaluateOptions,
): void {
  for (const [windowSeconds, ofLength] of grouped(
    settings,
    ({ setting }) => setting.windowSeconds,
  )) {
    const calls = keptCalls(partition.calls, windowSeconds, options);
    for (const [windowing, alike] of grouped(ofLength, ({ setting }) => setting.windowing)) {
      const windows = countWindows(calls, windowing, windowSeconds);
      for (const { setting, sweeps } of alike) {
        const intervals = intervalsAt(calls, windows, setting);
        for (const interval of intervals) {
          sweeps.push({ ...interval, partition, calls: callsIn(calls, interval) });
        }
      }
    }
  }
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
  return settings
    .filter(({ setting }) => setting.windowing === 'sliding')
    .flatMap(({ setting: { windowing: _windowing, ...setting }, sweeps }) => {
      const tumbling = byName.get(nameOf({ ...setting, windowing: 'tumbling' }));
      const missed = tumbling && countWithout(sweeps, tumbling.sweeps);
      return missed === undefined ? [] : [{ setting, sliding: sweeps.length, missed }];
    });
}

/** Counts the sweeps of the first list that overlap no sweep of the second by the same principal and rule. */
function countWithout(sweeps: readonly FoundSweep[], others: readonly FoundSweep[]): number {
  const byPartition = grouped(others, ({ partition }) => partition);
  return sweeps.filter(
    (sweep) => !byPartition.get(sweep.partition)?.some((one) => overlap(one, sweep)),
  ).length;
}
