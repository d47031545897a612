import type { Envelope } from '../cloudtrail/unwrap';
import { isObject, type JsonObject } from '../json';
import { memberOf } from '../member-of';
import { holds, isAbsent, valuesIn } from '../rules/match-rule';
import { type Condition, type Conditions, type Delivery, deliveryOf } from './watch';
import type { CatalogWatch } from './watch-catalog';

/** AWS writes the name of a service in place of the source IP where the service makes the call. */
const NOT_BY_A_SERVICE = { sourceIPAddress: [{ 'anything-but': { suffix: '.amazonaws.com' } }] };

/** What a record has to meet. The EventBridge patterns and the matcher both derive from it. */
export function conditionsOf({ category, watch }: CatalogWatch): Conditions {
  const { eventSource, eventType } = deliveryOf(watch.service);
  return {
    eventType: [eventType],
    ...(category.isMadeByServices ? {} : NOT_BY_A_SERVICE),
    eventSource: [eventSource],
    eventName: [watch.call],
    ...watch.where,
  };
}

/** Kinds of watched calls by the name of the call. A record that is none of them costs one look-up. */
export type WatchIndex = ReadonlyMap<string, readonly Matcher[]>;

/** A kind of watched call with what a record of it has to meet next to its name. */
interface Matcher {
  readonly watch: CatalogWatch;
  readonly delivery: Delivery;
  readonly conditions: Conditions;
}

export function indexWatches(watches: readonly CatalogWatch[]): WatchIndex {
  const index = new Map<string, Matcher[]>();
  for (const one of watches) {
    const { eventName: _, ...conditions } = conditionsOf(one);
    memberOf(index, one.watch.call, () => []).push({
      watch: one,
      delivery: deliveryOf(one.watch.service),
      conditions,
    });
  }
  return index;
}

/** The first kind of watched call that a record is one of. A record without an envelope counts as one in the right envelope. */
export function findWatch(
  index: WatchIndex,
  record: JsonObject,
  envelope?: Envelope,
): CatalogWatch | undefined {
  return matchersFor(index, record['eventName']).find(
    ({ delivery, conditions }) =>
      (envelope === undefined || fits(delivery, envelope)) && meetsAll(record, conditions),
  )?.watch;
}

/** AWS writes one name. In a list, each name counts, as in Event Ruler. */
function matchersFor(index: WatchIndex, eventName: unknown): readonly Matcher[] {
  if (typeof eventName === 'string') {
    return index.get(eventName) ?? [];
  }
  const names = new Set(valuesIn(eventName));
  return [...index].flatMap(([name, matchers]) => (names.has(name) ? matchers : []));
}

function fits({ source, detailTypes }: Delivery, envelope: Envelope): boolean {
  return (
    holds(envelope.source, source) && detailTypes.some((type) => holds(envelope.detailType, type))
  );
}

function meetsAll(object: JsonObject, conditions: Conditions): boolean {
  return Object.entries(conditions).every(([name, wanted]) => {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    return isList(wanted) ? wanted.some((one) => meets(value, one)) : hasMeeting(value, wanted);
  });
}

/** Whether one object meets all conditions. Without an object, its members are absent. */
function hasMeeting(value: unknown, conditions: Conditions): boolean {
  const objects = valuesIn(value).filter(isObject);
  return (objects.length > 0 ? objects : [{}]).some((object) => meetsAll(object, conditions));
}

function isList(wanted: Conditions | readonly Condition[]): wanted is readonly Condition[] {
  return Array.isArray(wanted);
}

function meets(value: unknown, condition: Condition): boolean {
  if (typeof condition === 'string') {
    return holds(value, condition);
  }
  if ('exists' in condition) {
    return isAbsent(value) !== condition.exists;
  }
  return valuesIn(value).some((one) =>
    'prefix' in condition
      ? typeof one === 'string' && one.startsWith(condition.prefix)
      : typeof one === 'string' && !one.endsWith(condition['anything-but'].suffix),
  );
}
