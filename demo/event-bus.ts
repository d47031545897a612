import { randomUUID } from 'node:crypto';
import { isObject, textOf } from '../src/detection/json';
import { CALL_DETAIL_TYPE } from '../src/detection/rules/event-types';
import { isCallEventType, matchesRule } from '../src/detection/rules/match-rule';
import { RULES } from '../src/detection/rules/rule-catalog';

/**
 * The event that the rules of the stack would let through for a record, as EventBridge would deliver it.
 * The rules' patterns and the matcher used here come from the same catalogue.
 *
 * @returns `undefined` when no rule lets the record through.
 */
export function routeRecord(record: unknown) {
  if (!isObject(record) || !isCallEventType(record)) {
    return undefined;
  }
  const rule = RULES.find(({ match }) => matchesRule(match, record));
  if (rule === undefined) {
    return undefined;
  }
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': CALL_DETAIL_TYPE,
    source: rule.match.source,
    account: textOf(record, 'recipientAccountId') ?? '',
    time: textOf(record, 'eventTime') ?? '',
    region: textOf(record, 'awsRegion') ?? '',
    resources: [],
    detail: record,
  };
}

/** An EventBridge event that holds a CloudTrail record. */
export type CloudTrailEvent = NonNullable<ReturnType<typeof routeRecord>>;
