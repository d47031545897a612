import { sha256Digest } from '../../src/adapters/sha256-digest';
import { isObject, type JsonObject } from '../../src/detection/json';
import { formatSecond } from '../../src/detection/time';
import { parseWatched } from '../../src/detection/watched/parse-watched';
import { type Conditions, deliveryOf } from '../../src/detection/watched/watch';
import { type CatalogWatch, WATCHES } from '../../src/detection/watched/watch-catalog';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import { uuid } from './calls';
import { recordOf } from './records';

/** A kind of watched call by its ID, such as `compute.RunInstances`. */
export function watchOf(id: string): CatalogWatch {
  const found = WATCHES.find((one) => one.id === id);
  if (found === undefined) {
    throw new Error(`The catalogue has no watched call "${id}".`);
  }
  return found;
}

/** A record of a kind of watched call: Alice makes it in `us-east-1` on 2026-03-01 at noon. */
export function watchedRecord(id: string, overrides: JsonObject = {}): JsonObject {
  const { watch } = watchOf(id);
  const { eventSource, eventType } = deliveryOf(watch.service);
  return recordOf('describe-instances', {
    eventName: watch.call,
    eventSource,
    eventType,
    requestParameters: null,
    responseElements: null,
    ...merged(recordOf('describe-instances'), valuesFor(watch.where ?? {})),
    ...overrides,
  });
}

/** 2026-03-01 at noon, in seconds since the epoch. */
export const NOON = Date.UTC(2026, 2, 1, 12) / 1000;

let calls = 0;

/** A watched call with an ID of its own, so many seconds after noon. */
export function watchedAt(id: string, after: number, overrides: JsonObject = {}): WatchedCall {
  calls += 1;
  const record = watchedRecord(id, {
    eventID: uuid(1_000_000 + calls),
    eventTime: formatSecond(NOON + after),
    ...overrides,
  });
  return parseWatched(record, undefined, { digest: sha256Digest }) as WatchedCall;
}

/** Values that meet conditions. */
function valuesFor(conditions: Conditions): JsonObject {
  return Object.fromEntries(
    Object.entries(conditions).flatMap(([name, wanted]): [string, unknown][] => {
      if (!Array.isArray(wanted)) {
        return [[name, valuesFor(wanted as Conditions)]];
      }
      const [first] = wanted;
      if (typeof first === 'string') {
        return [[name, first]];
      }
      if ('prefix' in first) {
        return [[name, `${first.prefix}V3`]];
      }
      return first.exists ? [[name, 'AccessDenied']] : [];
    }),
  );
}

/** The members of the second object, those of objects merged with what the first has. */
function merged(base: JsonObject, values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const old = base[name];
      return [name, isObject(value) && isObject(old) ? { ...old, ...value } : value];
    }),
  );
}
