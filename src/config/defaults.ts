import type { RuleSettings } from '../detection/model';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import type { RegionSweepConfig } from './config';
import { CONFIG_KEYS, RULE_KEY_NAMES } from './config-keys';
import { deepFreeze } from './freeze';

/** The configuration when nothing is set. Frozen. */
export const DEFAULT_CONFIG: RegionSweepConfig = deepFreeze(defaultConfig());

/** Settings for every rule of the catalog, in its order. */
export function perRule(settingsOf: (id: RuleId) => RuleSettings): Record<RuleId, RuleSettings> {
  const entries = RULE_IDS.map((id) => [id, settingsOf(id)] as const);
  return Object.fromEntries(entries) as Record<RuleId, RuleSettings>;
}

/** The settings of a configuration that each rule may override. */
export function ruleSettingsOf(config: RegionSweepConfig): Omit<RuleSettings, 'enabled'> {
  const entries = RULE_KEY_NAMES.map((key) => [key, config[key]]);
  return Object.fromEntries(entries) as Omit<RuleSettings, 'enabled'>;
}

function defaultConfig(): RegionSweepConfig {
  const entries = Object.entries(CONFIG_KEYS).filter(([, row]) => row.default !== undefined);
  const defaults = Object.fromEntries(
    entries.map(([key, row]) => [key, row.default]),
  ) as unknown as RegionSweepConfig;
  return { ...defaults, rules: perRule(() => ({ enabled: true, ...ruleSettingsOf(defaults) })) };
}
