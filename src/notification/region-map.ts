import { AWS_REGIONS } from '../config/aws-regions';
import type { Evidence } from '../detection/finding';
import { isCapped } from './facts';

/** Parts of the world, from west to east, by how the names of their regions begin. */
const GEOGRAPHIES = [
  { name: 'Americas', prefixes: ['us', 'ca', 'mx', 'sa'] },
  { name: 'Europe', prefixes: ['eu'] },
  { name: 'Africa', prefixes: ['af'] },
  { name: 'Middle East', prefixes: ['il', 'me'] },
  { name: 'Asia Pacific', prefixes: ['ap'] },
] as const;

/** A part of the world with its regions, by name. */
interface MapPart {
  readonly name: (typeof GEOGRAPHIES)[number]['name'];
  readonly reached: readonly string[];
  readonly notReached: readonly string[];
}

/** Where a sweep has been, on the regions that AWS has, so far as they are known here. None is left out. */
export interface RegionMap {
  readonly parts: readonly MapPart[];
  /** How many of the regions on the map were reached, in words: `17 of 34`, `at least 17 of 34`. */
  readonly count: string;
  /** Names that the map does not have, as they are in the evidence. */
  readonly others: readonly string[];
}

/** Only `others` holds names that a record brought along. */
export function regionMap(evidence: Evidence): RegionMap {
  const all = AWS_REGIONS.map(({ name }) => name);
  const isReached = (region: string): boolean => evidence.regions.includes(region);
  const isLowerBound = isCapped(evidence, 'regions') || evidence.atLeast;
  return {
    parts: GEOGRAPHIES.map(({ name, prefixes }) => {
      const regions = prefixes.flatMap((prefix) =>
        all.filter((region) => region.startsWith(`${prefix}-`)),
      );
      return {
        name,
        reached: regions.filter(isReached),
        notReached: regions.filter((region) => !isReached(region)),
      };
    }),
    count: `${isLowerBound ? 'at least ' : ''}${all.filter(isReached).length} of ${all.length}`,
    others: evidence.regions.filter((region) => !all.includes(region)),
  };
}

/** Stands before a region that was reached. */
const REACHED = '*';
const REGIONS_IN_A_ROW = 4;
const CELL_WIDTH = 16;

/** A part of the map in columns, for a font of equal widths; at most 64 characters a row. */
export function mapRows({ reached, notReached }: MapPart): string[] {
  const cells = [
    ...reached.map((region) => `${REACHED}${region}`),
    ...notReached.map((region) => ` ${region}`),
  ].map((cell) => cell.padEnd(CELL_WIDTH));
  const rows: string[] = [];
  for (let start = 0; start < cells.length; start += REGIONS_IN_A_ROW) {
    rows.push(
      cells
        .slice(start, start + REGIONS_IN_A_ROW)
        .join('')
        .trimEnd(),
    );
  }
  return rows;
}
