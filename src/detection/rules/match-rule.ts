import type { Envelope } from '../cloudtrail/unwrap';
import { isObject, type JsonObject } from '../json';
import { CALL_DETAIL_TYPE, CALL_EVENT_TYPE } from './event-types';
import type { RuleMatch } from './rule';

/**
 * Whether the EventBridge pattern of a rule lets an event through. A record that came in no envelope is taken
 * for one that came in the right one.
 *
 * The answer is that of Event Ruler, the engine inside EventBridge, down to values of a type that AWS does not write:
 * a list counts for each value in it, and an `eventType` is absent where it holds no value. Else a history would
 * show other findings than the deployed rules gave. Being lenient loses no call.
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

/** Whether an EventBridge event says that it holds the record of a call. */
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
    // One object has to meet them all: Ruler combines no values from several elements of a list.
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

/** Whether Ruler's `exists: false` is true of a value. Null is a value to it; an object or an empty list is none. */
function isAbsent(value: unknown): boolean {
  return valuesIn(value).every(
    (one) => one === undefined || (typeof one === 'object' && one !== null),
  );
}

/** A value and, of a list, everything in it at any depth. Not recursive, because who nests lists may nest them deep. */
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
