import { RULES } from '../../detection/rules/rule-catalog';

/** Event names of calls. A record with another name cannot be a call of any rule: `parseCall` ignores it. */
export const mayHoldCall: readonly string[] = [
  ...new Set(RULES.flatMap((rule) => rule.match.eventNames)),
];
