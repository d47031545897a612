import { RULES } from '../../detection/rules/rule-catalog';
import { WatchedStrings } from './watched-strings';

/**
 * Passes over records that can be no calls of any rule: `parseCall` would ignore them as `other-event`.
 * A record without `eventName` or `eventSource` is never passed over, so that it is rejected as ever.
 */
export const mayHoldCall = new WatchedStrings({
  anyOf: [...new Set(RULES.map((rule) => rule.match.eventName))],
  allOf: ['eventName', 'eventSource'],
});
