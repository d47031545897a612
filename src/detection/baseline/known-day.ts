import type { Lesson } from './lesson';

/** What is known of a subject's day. */
export interface KnownDay {
  readonly regions: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
}

/** What of a lesson is to be added to what is known. */
export type Additions = Pick<Lesson, 'regions' | 'addresses'>;

/** Regions kept of a day. AWS has fewer than forty. */
export const MAX_DAY_REGIONS = 64;

/** Addresses kept of a day. */
export const MAX_DAY_ADDRESSES = 32;

/**
 * What of a lesson is new and fits. Without a new region nothing is added, so that a day takes one write a region;
 * of the addresses in a region, that is those that come first.
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

/** Whether no further region is kept. */
export function isFull({ regions }: KnownDay): boolean {
  return regions.size >= MAX_DAY_REGIONS;
}

function fitting(values: readonly string[], known: ReadonlySet<string>, limit: number): string[] {
  return values.filter((value) => !known.has(value)).slice(0, Math.max(0, limit - known.size));
}
