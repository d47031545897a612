import type { Envelope } from '../cloudtrail/unwrap';
import { isObject, type JsonObject } from '../json';
import { CALL_DETAIL_TYPE, CALL_EVENT_TYPE } from './event-types';
import type { RuleMatch } from './rule';

/** How the error code of a denied call begins, for all services but EC2, which records the parameters of denied calls. */
export const DENIED_PREFIX = 'AccessDenied';

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
    holdsAny(record['eventName'], match.eventNames) &&
    holds(record['eventSource'], match.eventSource) &&
    (matchesParameters(match.requestParameters, record['requestParameters']) ||
      lacksParameters(match, record))
  );
}

/**
 * Whether a record is that of a denied call and has none of the parameters that a rule looks at. It may have been
 * a call of the rule: CloudTrail omits the parameters of denied calls for most services. ADR 13 has the samples.
 */
export function lacksParameters(
  { requestParameters = {} }: RuleMatch,
  record: JsonObject,
): boolean {
  const names = Object.keys(requestParameters);
  if (names.length === 0 || !valuesIn(record['errorCode']).some(isDenial)) {
    return false;
  }
  const objects = valuesIn(record['requestParameters']).filter(isObject);
  return names.every((name) =>
    objects.every((object) => !Object.hasOwn(object, name) || isAbsent(object[name])),
  );
}

/** Which of the calls of a rule a record is. */
export function calledName({ eventNames }: RuleMatch, record: JsonObject): string | undefined {
  return eventNames.find((name) => holds(record['eventName'], name));
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
        members.every(
          ([name, texts]) => Object.hasOwn(value, name) && holdsAny(value[name], texts),
        ),
    )
  );
}

function isDenial(errorCode: unknown): boolean {
  return typeof errorCode === 'string' && errorCode.startsWith(DENIED_PREFIX);
}

function holdsAny(value: unknown, texts: readonly string[]): boolean {
  return texts.some((text) => holds(value, text));
}

/** Whether a value is a text, or a list that holds it at any depth. */
export function holds(value: unknown, text: string): boolean {
  return value === text || (Array.isArray(value) && valuesIn(value).includes(text));
}

/** Whether Ruler's `exists: false` is true of a value. To Ruler, null is a value; an object or an empty list is not. */
export function isAbsent(value: unknown): boolean {
  return valuesIn(value).every(
    (one) => one === undefined || (typeof one === 'object' && one !== null),
  );
}

/** A value and, for a list, everything in it at any depth. Not recursive, because a caller may nest lists deeply. */
export function valuesIn(value: unknown): unknown[] {
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
