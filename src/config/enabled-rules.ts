import { objectOf } from '../detection/json';
import { RULE_IDS } from '../detection/rules/rule-catalog';
import type { ConfigProblem } from './config-error';
import { shownValue } from './shown-value';

/**
 * The problem of a configuration that disables every rule: it would be deployed and detect nothing.
 *
 * @param input the whole configuration; may be invalid elsewhere.
 */
export function enabledRulesProblems(input: Readonly<Record<string, unknown>>): ConfigProblem[] {
  const rules = objectOf(input, 'rules');
  if (!RULE_IDS.every((id) => objectOf(rules, id)['enabled'] === false)) {
    return [];
  }
  return [
    {
      key: 'rules',
      problem: 'disables every rule, so that nothing would be detected',
      received: shownValue(rules),
      allowed: 'at least one rule that is enabled',
      fix: `Leave enabled out, or set it to true, for ${RULE_IDS.join(' or ')}.`,
    },
  ];
}
