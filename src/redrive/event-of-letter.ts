import { isObject, type JsonObject } from '../detection/json';
import { matchesEvent } from '../detection/rules/match-rule';
import { RULES } from '../detection/rules/rule-catalog';

/** What a message of a dead-letter queue holds. */
export type LetterContent =
  /** The event of a call, as JSON: what the rules had led to the detector. */
  | { readonly kind: 'event'; readonly event: string }
  /** Something that no rule would have let through, such as the event of an alarm. */
  | { readonly kind: 'other-event'; readonly seen: unknown }
  /** No JSON, or none that can be written again. */
  | { readonly kind: 'unreadable'; readonly seen: string };

/**
 * Takes the event out of a message. EventBridge and queue ingestion leave the event itself; Lambda leaves a record
 * of what it invoked the function with.
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

/** Settings do not count: what is a call of a rule that is switched off now, the detector itself has to say. */
function isCallOfARule(event: unknown): boolean {
  if (!isObject(event) || !isObject(event['detail']) || !('detail-type' in event)) {
    return false;
  }
  const { account, source, detail, 'detail-type': detailType } = event;
  return RULES.some(({ match }) => matchesEvent(match, detail, { account, source, detailType }));
}

/** What tells a person what it is: the source of an event, else all of it. */
function seenOf(event: unknown): unknown {
  return isObject(event) && 'source' in event ? event['source'] : event;
}
