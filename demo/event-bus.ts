import { randomUUID } from 'node:crypto';
import { isObject, type JsonObject, textOf } from '../src/detection/json';
import { CALL_DETAIL_TYPE } from '../src/detection/rules/event-types';
import { isCallEventType, matchesRule } from '../src/detection/rules/match-rule';
import { RULES } from '../src/detection/rules/rule-catalog';
import { findWatch, indexWatches } from '../src/detection/watched/match-watch';
import { deliveryOf } from '../src/detection/watched/watch';
import { watchedCategories, watchesOf } from '../src/detection/watched/watch-catalog';

/** The calls that are watched by default. */
const WATCHES = indexWatches(watchesOf(watchedCategories('default')));

/**
 * The event that the rules of the stack would let through for a record, as EventBridge would deliver it.
 * The rules' patterns and the matcher used here come from the same catalogue.
 *
 * @returns `undefined` when no rule lets the record through.
 */
export function routeRecord(record: unknown): CloudTrailEvent | undefined {
  if (!isObject(record) || !isCallEventType(record)) {
    return undefined;
  }
  const rule = RULES.find(({ match }) => matchesRule(match, record));
  return rule && eventOf(record, rule.match.source, CALL_DETAIL_TYPE);
}

/** The same for the rules of watched calls. */
export function routeWatched(record: unknown): CloudTrailEvent | undefined {
  const found = isObject(record) ? findWatch(WATCHES, record) : undefined;
  if (found === undefined) {
    return undefined;
  }
  const { source, detailTypes } = deliveryOf(found.watch.service);
  return eventOf(record as JsonObject, source, detailTypes[0]);
}

function eventOf(record: JsonObject, source: string, detailType: string) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: textOf(record, 'recipientAccountId') ?? '',
    time: textOf(record, 'eventTime') ?? '',
    region: textOf(record, 'awsRegion') ?? '',
    resources: [],
    detail: record,
  };
}

/** An EventBridge event that holds a CloudTrail record. */
export type CloudTrailEvent = ReturnType<typeof eventOf>;
