import { isObject, type JsonObject } from '../detection/json';
import { matchesEvent } from '../detection/rules/match-rule';
import { RULES } from '../detection/rules/rule-catalog';

/** What a message of a dead-letter queue contains. */
export type LetterContent =
  /** The event of a call, as JSON, that the rules of the event bus had sent to the detector. */
  | { readonly kind: 'event'; readonly event: string }
  /** An event that no rule matches, such as that of an alarm. */
  | { readonly kind: 'other-event'; readonly seen: unknown }
  /** Not JSON, or JSON that cannot be written again. */
  | { readonly kind: 'unreadable'; readonly seen: string };

/**
 * Takes the event out of a message. EventBridge stores the event itself; Lambda stores it inside a description of the
 * failed invocation.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function eventOfLetter(body: string): LetterContent {
  try {
    const value: unknown = JSON.parse(body);
    const event = isInvocationRecord(value) ? value['requestPayload'] : value;
    return isCallOfARule(event)
      ? { kind: 'event', event: JSON.stringify(event) }
      : { kind: 'other-event', seen: seenOf(event) };
  } catch {
    return { kind: 'unreadable', seen: body };
  }
}

function isInvocationRecord(value: unknown): value is JsonObject {
  return isObject(value) && isObject(value['requestContext']) && 'requestPayload' in value;
}

/** Regardless of the settings, and so of the parameters: the detector itself ignores what does not count. */
function isCallOfARule(event: unknown): boolean {
  if (!isObject(event) || !isObject(event['detail']) || !('detail-type' in event)) {
    return false;
  }
  const { account, source, detail, 'detail-type': detailType } = event;
  return RULES.some(({ match: { requestParameters: _any, ...match } }) =>
    matchesEvent(match, detail, { account, source, detailType }),
  );
}

/** What identifies it to a person: the source of an event, else all of it. */
function seenOf(event: unknown): unknown {
  return isObject(event) && 'source' in event ? event['source'] : event;
}
