import type { Caller } from './model';
import { type RuleId, ruleById } from './rules/rule-catalog';

/** The names of the calls that some callers made, in the order of the rule; the first one where no caller is known. */
export function eventNamesOf(
  ruleId: RuleId,
  callers: readonly Caller[],
): readonly [string, ...string[]] {
  const { eventNames } = ruleById(ruleId).match;
  const called = new Set(callers.map(({ eventName = eventNames[0] }) => eventName));
  const [first = eventNames[0], ...others] = eventNames.filter((name) => called.has(name));
  return [first, ...others];
}
