import { isObject, type JsonObject } from '../cloudtrail/json';
import { CALL_EVENT_TYPE } from './event-types';
import type { RuleMatch } from './rule';

/** Whether a record has the source, name and request parameters of a rule, whatever its event type. */
export function matchesRule(match: RuleMatch, record: JsonObject): boolean {
  return (
    record['eventName'] === match.eventName &&
    record['eventSource'] === match.eventSource &&
    matchesParameters(match.requestParameters, record['requestParameters'])
  );
}

/** Whether a record is the call itself, not the copy of a VPC endpoint. Old records have no type. */
export function isCallEventType(record: JsonObject): boolean {
  const eventType = record['eventType'];
  return eventType === undefined || eventType === CALL_EVENT_TYPE;
}

function matchesParameters(expected: RuleMatch['requestParameters'], received: unknown): boolean {
  if (expected === undefined) {
    return true;
  }
  return (
    isObject(received) &&
    Object.entries(expected).every(
      ([name, value]) => Object.hasOwn(received, name) && received[name] === value,
    )
  );
}
