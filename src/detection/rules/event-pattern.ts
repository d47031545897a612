import { CALL_DETAIL_TYPE, CALL_EVENT_TYPE } from './event-types';
import { DENIED_PREFIX } from './match-rule';
import type { RuleMatch } from './rule';

/** An EventBridge event pattern, as CloudFormation accepts it. */
export interface EventPattern {
  readonly source: readonly string[];
  readonly 'detail-type': readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

const ABSENT = [{ exists: false }];

/** One list cannot contain both `exists` and values, hence the `$or`. */
const CALL_TYPES = { $or: [{ eventType: [CALL_EVENT_TYPE] }, { eventType: ABSENT }] };

/**
 * The EventBridge pattern that matches what {@link matchesEvent} accepts. It always contains `source`, because a caller
 * cannot forge one that begins with `aws.`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function eventPatternOf(match: RuleMatch): EventPattern {
  return {
    source: [match.source],
    'detail-type': [CALL_DETAIL_TYPE],
    detail: {
      eventSource: [match.eventSource],
      eventName: match.eventNames,
      ...parametersPattern(match.requestParameters ?? {}),
    },
  };
}

/**
 * The parameters that a call must have, or the error of a call that was denied and recorded without them. `exists` only
 * looks at leaf nodes: asked of `requestParameters` itself, it would be true of any object. An object can have one `$or`
 * only, so each alternative contains that of the event types.
 */
function parametersPattern(
  requestParameters: Readonly<Record<string, readonly string[]>>,
): EventPattern['detail'] {
  const names = Object.keys(requestParameters);
  const unrecorded = Object.fromEntries(names.map((name) => [name, ABSENT]));
  return names.length === 0
    ? CALL_TYPES
    : {
        $or: [
          { requestParameters, ...CALL_TYPES },
          {
            errorCode: [{ prefix: DENIED_PREFIX }],
            requestParameters: unrecorded,
            ...CALL_TYPES,
          },
        ],
      };
}
