import type { TrackedCall } from '../../src/detection/model';
import { uuid } from './calls';

/**
 * Calls written as second and region: `0a 29b` is one at second 0 in region `a` and one at second 29 in `b`.
 * Their ids are `uuid(firstId)`, the next one, and so on.
 */
export function callsAt(places: string, firstId = 1): TrackedCall[] {
  return [...places.matchAll(/(\d+)([a-z]+)/g)].map(([, second, region = ''], index) => ({
    eventId: uuid(firstId + index),
    second: Number(second),
    region,
  }));
}

/** `count` calls at second 0, all in `region`, or each in its own region. */
export function manyCalls(count: number, region?: string): TrackedCall[] {
  return Array.from({ length: count }, (_, index) => ({
    eventId: uuid(index + 1),
    second: 0,
    region: region ?? `region-${index}`,
  }));
}
