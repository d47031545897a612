import type { Envelope } from '../cloudtrail/unwrap';
import { isObject, type JsonObject } from '../json';
import { holds, isAbsent, valuesIn } from '../rules/match-rule';
import { type Condition, type Conditions, deliveryOf } from './watch';
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

/** The first kind of watched call that a record is one of. A record without an envelope counts as one in the right envelope. */
export function findWatch(
  watches: readonly CatalogWatch[],
  record: JsonObject,
  envelope?: Envelope,
): CatalogWatch | undefined {
  return watches.find(
    (one) =>
      // Most records fail here, at the lowest cost.
      holds(record['eventName'], one.watch.call) &&
      (envelope === undefined || fits(one, envelope)) &&
      meetsAll(record, conditionsOf(one)),
  );
}

function fits({ watch }: CatalogWatch, { source, detailType }: Envelope): boolean {
  const delivery = deliveryOf(watch.service);
  return (
    holds(source, delivery.source) && delivery.detailTypes.some((type) => holds(detailType, type))
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
