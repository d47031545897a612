import { RULE_IDS, type RuleId } from '../detection/rules/catalog';
import type { RegionSweepConfig } from './config';
import type { GivenConfig } from './context-schema';

/** What is allowed but hardly meant, one sentence or two each. */
export function warningsOf(given: GivenConfig, config: RegionSweepConfig): string[] {
  const enabled = RULE_IDS.filter((id) => config.rules[id].enabled);
  if (enabled.length === 0) {
    return ['Every rule is disabled: nothing will be detected. Enable a rule under rules.'];
  }
  return enabled
    .filter((id) => isMinCallsGiven(given, id) && isMinCallsIdle(config, id))
    .map((id) => {
      const { minCalls, minRegions } = config.rules[id];
      return `${id}: minCalls ${minCalls} decides nothing, because calls in ${minRegions} regions (minRegions) are at least ${minRegions} calls. Set minCalls to more than ${minRegions}, or leave it out.`;
    });
}

function isMinCallsGiven(given: GivenConfig, id: RuleId): boolean {
  return given.minCalls !== undefined || given.rules?.[id]?.minCalls !== undefined;
}

function isMinCallsIdle(config: RegionSweepConfig, id: RuleId): boolean {
  return config.rules[id].minCalls <= config.rules[id].minRegions;
}
