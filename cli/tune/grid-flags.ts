import type { Command } from 'commander';
import { nearest } from '../../src/config/nearest';
import { shownValue } from '../../src/config/shown-value';
import { MAX_REGIONS } from '../../src/detection/bucket';
import { GROUP_BY, WINDOWINGS } from '../../src/detection/model';
import { DEFAULT_GRID, type Grid, MAX_SETTINGS, sizeOf } from '../../src/tuning/setting';
import { UsageError } from '../flags/usage-error';

/** The flags, as text. */
export interface GridFlags {
  readonly gridRegions?: string;
  readonly gridSeconds?: string;
  readonly gridWindowing?: string;
  readonly gridGroupBy?: string;
}

const MAX_SECONDS = 3600;

/** Adds a flag for each list of a grid. */
export function addGridFlags(command: Command): Command {
  const { regions, seconds, windowing, groupBy } = DEFAULT_GRID;
  return command
    .option('--grid-regions <list>', `values of minRegions to try (default: ${regions})`)
    .option('--grid-seconds <list>', `values of windowSeconds to try (default: ${seconds})`)
    .option('--grid-windowing <list>', `values of windowing to try (default: ${windowing})`)
    .option('--grid-group-by <list>', `values of groupBy to try (default: ${groupBy})`);
}

/** @throws UsageError when a list has an invalid value, or when the grid is too large. */
export function gridOf(flags: GridFlags): Grid {
  const grid: Grid = {
    regions: numbersOf('--grid-regions', flags.gridRegions, MAX_REGIONS) ?? DEFAULT_GRID.regions,
    seconds: numbersOf('--grid-seconds', flags.gridSeconds, MAX_SECONDS) ?? DEFAULT_GRID.seconds,
    windowing:
      wordsOf('--grid-windowing', flags.gridWindowing, WINDOWINGS) ?? DEFAULT_GRID.windowing,
    groupBy: wordsOf('--grid-group-by', flags.gridGroupBy, GROUP_BY) ?? DEFAULT_GRID.groupBy,
  };
  const size = sizeOf(grid);
  if (size > MAX_SETTINGS) {
    const { regions, seconds, windowing, groupBy } = grid;
    throw new UsageError(
      `The grid has ${size} settings: ${regions.length} regions × ${seconds.length} seconds × ${windowing.length} windowings × ${groupBy.length} groupings. At most ${MAX_SETTINGS} are allowed. Try fewer values of one of them.`,
    );
  }
  return grid;
}

function numbersOf(flag: string, text: string | undefined, max: number): number[] | undefined {
  const numbers = listOf(flag, text)?.map((item) => {
    const number = /^\d{1,5}$/.test(item) ? Number(item) : 0;
    if (number < 1 || number > max) {
      throw new UsageError(
        `${flag}: ${shownValue(item)} is not a whole number from 1 to ${max}. Write, for example, ${flag} 5,10,20.`,
      );
    }
    return number;
  });
  return numbers && [...new Set(numbers)].sort((a, b) => a - b);
}

function wordsOf<Word extends string>(
  flag: string,
  text: string | undefined,
  known: readonly Word[],
): Word[] | undefined {
  const words = listOf(flag, text)?.map((item) => {
    const word = known.find((one) => one === item);
    if (word === undefined) {
      const near = nearest(item, known);
      const hint = near === undefined ? '' : ` The nearest is ${near}.`;
      throw new UsageError(
        `${flag}: ${shownValue(item)} is not a known value. Allowed are ${known.join(', ')}, separated by commas.${hint}`,
      );
    }
    return word;
  });
  return words && [...new Set(words)];
}

function listOf(flag: string, text: string | undefined): string[] | undefined {
  const items = text?.split(',').map((item) => item.trim());
  if (items?.some((item) => item === '')) {
    throw new UsageError(
      `${flag}: ${shownValue(text)} has an empty value. Separate values by single commas.`,
    );
  }
  return items;
}
