import type { Groupings, RuleSettings, Thresholds } from '../detection/model';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import { DEFAULT_SEVERITY } from '../detection/severity/assess';
import { AWS_REGIONS } from './aws-regions';
import type { RegionSweepConfig } from './config';
import { deepFreeze } from './freeze';

/** The settings of a rule that nothing overrides: those of the Elastic rules, but for the windowing. */
const DEFAULT_SETTINGS: Thresholds & { readonly groupBy: Groupings } = {
  windowSeconds: 30,
  windowing: 'sliding',
  minRegions: 10,
  minCalls: 10,
  groupBy: 'arn',
};

/** The configuration of someone who sets nothing. Frozen. */
export const DEFAULT_CONFIG: RegionSweepConfig = deepFreeze({
  ...DEFAULT_SETTINGS,
  rules: perRule(() => ({ enabled: true, ...DEFAULT_SETTINGS })),
  severity: DEFAULT_SEVERITY,
  notifyFrom: 'low',
  renotifyMinutes: 60,
  // Every account has these; an opt-in region has to be enabled first.
  regions: AWS_REGIONS.filter(({ isOptIn }) => !isOptIn).map(({ name }) => name),
  ingestion: 'direct',
  emails: [],
  securityHub: false,
  silenceHours: 6,
  heartbeat: true,
  lateEventHours: 24,
  maxTrackedCalls: 200,
});

/** Settings for every rule of the catalogue, in its order. */
export function perRule(settingsOf: (id: RuleId) => RuleSettings): Record<RuleId, RuleSettings> {
  const entries = RULE_IDS.map((id) => [id, settingsOf(id)] as const);
  return Object.fromEntries(entries) as Record<RuleId, RuleSettings>;
}
