import type { RuleSettings } from '../detection/model';
import type { OwnSettings } from '../detection/rules/rule';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import type { RegionSweepConfig } from './config';
import { CONFIG_KEYS, RULE_KEY_NAMES } from './config-keys';
import { deepFreeze } from './freeze';
import { OWN_KEYS } from './structured-keys';

/** The configuration when nothing is set. Frozen. */
export const DEFAULT_CONFIG: RegionSweepConfig = deepFreeze(defaultConfig());

/** Settings for every rule of the catalog, in its order. */
export function perRule(settingsOf: (id: RuleId) => RuleSettings): Record<RuleId, RuleSettings> {
  const entries = RULE_IDS.map((id) => [id, settingsOf(id)] as const);
  return Object.fromEntries(entries) as Record<RuleId, RuleSettings>;
}

/** The settings of a configuration that each rule may override. */
export function ruleSettingsOf(
  config: RegionSweepConfig,
): Omit<RuleSettings, 'enabled' | keyof OwnSettings> {
  const entries = RULE_KEY_NAMES.map((key) => [key, config[key]]);
  return Object.fromEntries(entries) as Omit<RuleSettings, 'enabled' | keyof OwnSettings>;
}

/** The defaults of the settings that only one rule has. */
export function ownDefaultsOf(id: RuleId): OwnSettings {
  const rows = Object.entries(OWN_KEYS[id] ?? {});
  return Object.fromEntries(rows.map(([key, row]) => [key, row.default]));
}

function defaultConfig(): RegionSweepConfig {
  const entries = Object.entries(CONFIG_KEYS).filter(([, row]) => row.default !== undefined);
  const defaults = Object.fromEntries(
    entries.map(([key, row]) => [key, row.default]),
  ) as unknown as RegionSweepConfig;
  const settings = ruleSettingsOf(defaults);
  return {
    ...defaults,
    rules: perRule((id) => ({ enabled: true, ...settings, ...ownDefaultsOf(id) })),
  };
}
