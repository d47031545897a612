import type { Envelope } from '../cloudtrail/unwrap';
import { isObject, type JsonObject } from '../json';
import { CALL_DETAIL_TYPE, CALL_EVENT_TYPE } from './event-types';
import type { RuleMatch } from './rule';

/**
 * Whether the EventBridge pattern of a rule matches an event. A record without an envelope counts as one in the right
 * envelope.
 *
 * The answer is that of Event Ruler, the engine inside EventBridge, even for values of a type that AWS does not
 * write: a list counts for each value in it, and an `eventType` without a value is absent. Otherwise a replay would
 * show other findings than the deployed rules. Being lenient loses no call.
 *
 * @see https://github.com/aws/event-ruler
 */
export function matchesEvent(match: RuleMatch, record: JsonObject, envelope?: Envelope): boolean {
  return (
    matchesRule(match, record) &&
    isCallEventType(record) &&
    (envelope === undefined || (isCallDelivery(envelope) && holds(envelope.source, match.source)))
  );
}

/** Whether a record has the source, name and request parameters of a rule, whatever its event type. */
export function matchesRule(match: RuleMatch, record: JsonObject): boolean {
  return (
    holds(record['eventName'], match.eventName) &&
    holds(record['eventSource'], match.eventSource) &&
    matchesParameters(match.requestParameters, record['requestParameters'])
  );
}

/** Whether a record is the call itself, not the copy of a VPC endpoint. Old records have no type. */
export function isCallEventType(record: JsonObject): boolean {
  const eventType = record['eventType'];
  return holds(eventType, CALL_EVENT_TYPE) || isAbsent(eventType);
}

/** Whether an EventBridge event claims to contain the record of a call. */
export function isCallDelivery(envelope: Envelope): boolean {
  return holds(envelope.detailType, CALL_DETAIL_TYPE);
}

function matchesParameters(
  expected: RuleMatch['requestParameters'] = {},
  received: unknown,
): boolean {
  const members = Object.entries(expected);
  return (
    members.length === 0 ||
    // One object must meet them all: Ruler does not combine values from several elements of a list.
    valuesIn(received).some(
      (value) =>
        isObject(value) &&
        members.every(([name, text]) => Object.hasOwn(value, name) && holds(value[name], text)),
    )
  );
}

/** Whether a value is a text, or a list that holds it at any depth. */
function holds(value: unknown, text: string): boolean {
  return value === text || (Array.isArray(value) && valuesIn(value).includes(text));
}

/** Whether Ruler's `exists: false` is true of a value. To Ruler, null is a value; an object or an empty list is not. */
function isAbsent(value: unknown): boolean {
  return valuesIn(value).every(
    (one) => one === undefined || (typeof one === 'object' && one !== null),
  );
}

/** A value and, for a list, everything in it at any depth. Not recursive, because a caller may nest lists deeply. */
function valuesIn(value: unknown): unknown[] {
  const values = [value];
  for (const one of values) {
    if (Array.isArray(one)) {
      for (const element of one) {
        values.push(element);
      }
    }
  }
  return values;
}
