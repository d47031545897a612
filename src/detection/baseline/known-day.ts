import type { Lesson } from './lesson';

/** What the baseline holds of an identity's day. */
export interface KnownDay {
  readonly regions: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
}

/** The part of a lesson to add to a day. */
export type Additions = Pick<Lesson, 'regions' | 'addresses'>;

/** How many regions to keep of a day. AWS has fewer than forty. */
export const MAX_DAY_REGIONS = 64;

/** How many source IPs to keep of a day. */
export const MAX_DAY_ADDRESSES = 32;

/**
 * The part of a lesson that is new and fits. Without a new region it adds nothing, so that a day takes one write per
 * region. So the baseline keeps only the first source IPs of each region.
 */
export function additionsOf({ regions, addresses }: Lesson, known: KnownDay): Additions {
  const added = fitting(regions, known.regions, MAX_DAY_REGIONS);
  return {
    regions: added,
    addresses: added.length === 0 ? [] : fitting(addresses, known.addresses, MAX_DAY_ADDRESSES),
  };
}

/** The day with additions. */
export function withAdditions(known: KnownDay, { regions, addresses }: Additions): KnownDay {
  return {
    regions: new Set([...known.regions, ...regions]),
    addresses: new Set([...known.addresses, ...addresses]),
  };
}

/** Whether the day can keep no further region. */
export function isFull({ regions }: KnownDay): boolean {
  return regions.size >= MAX_DAY_REGIONS;
}

function fitting(values: readonly string[], known: ReadonlySet<string>, limit: number): string[] {
  return values.filter((value) => !known.has(value)).slice(0, Math.max(0, limit - known.size));
}
