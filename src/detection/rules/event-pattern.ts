import { CALL_DETAIL_TYPE, CALL_EVENT_TYPE } from './event-types';
import type { RuleMatch } from './rule';

/** An EventBridge event pattern, as CloudFormation accepts it. */
export interface EventPattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * The EventBridge pattern that matches what {@link matchesEvent} accepts. It always contains `source`, because a caller
 * cannot forge one that begins with `aws.`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function eventPatternOf(match: RuleMatch): EventPattern {
  const parameters = Object.entries(match.requestParameters ?? {});
  return {
    source: [match.source],
    'detail-type': [CALL_DETAIL_TYPE],
    detail: {
      eventSource: [match.eventSource],
      eventName: [match.eventName],
      ...(parameters.length > 0 && {
        requestParameters: Object.fromEntries(parameters.map(([name, value]) => [name, [value]])),
      }),
      // One list cannot contain both `exists` and values, hence the `$or`.
      $or: [{ eventType: [CALL_EVENT_TYPE] }, { eventType: [{ exists: false }] }],
    },
  };
}
