import { RULES } from '../../detection/rules/rule-catalog';
import { WatchedStrings } from './watched-strings';

/**
 * Skips records that cannot be calls of any rule, which `parseCall` would ignore as `other-event`. Never skips a record
 * without `eventName` or `eventSource`, which `parseCall` rejects.
 */
export const mayHoldCall = new WatchedStrings({
  anyOf: [...new Set(RULES.flatMap((rule) => rule.match.eventNames))],
  allOf: ['eventName', 'eventSource'],
});
