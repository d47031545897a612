import type { RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import { contextProblems } from './check-context';
import type { FlagKey, GivenConfig, Organization, RegionSweepConfig } from './config';
import { ConfigError } from './config-error';
import { crossProblems, enabledRulesProblems } from './cross-checks';
import { DEFAULT_CONFIG, ownDefaultsOf, perRule, ruleSettingsOf } from './defaults';
import { deepFreeze } from './freeze';
import { readContext } from './read-context';
import { warningsOf } from './warnings';

/** A valid configuration, frozen, and warnings for the user. */
export interface ResolvedConfig {
  readonly config: RegionSweepConfig;
  readonly warnings: readonly string[];
}

/** The flags of a command line. They win over everything else, also over the settings of single rules. */
export interface Overrides {
  readonly settings?: Readonly<Partial<Record<FlagKey, string>>>;
  /** Detect these rules and no others, whether or not they are enabled. */
  readonly rules?: readonly RuleId[];
}

/**
 * Validates what a user set and fills in the defaults.
 *
 * @param raw CDK context: values typed as in JSON, or as text. Keys of CDK itself and undefined values are ignored.
 * @throws ConfigError that lists every problem.
 */
export function resolveConfig(
  raw: Readonly<Record<string, unknown>>,
  overrides: Overrides = {},
): ResolvedConfig {
  const input = readContext({ ...raw, ...overrides.settings });
  const problems = [
    ...contextProblems(input),
    ...crossProblems(input),
    ...(overrides.rules === undefined ? enabledRulesProblems(input) : []),
  ];
  if (problems.length > 0) {
    throw new ConfigError(problems);
  }
  const given = input as GivenConfig;
  const config = deepFreeze(withDefaults(given, overrides));
  return deepFreeze({ config, warnings: warningsOf(given, config) });
}

function withDefaults(
  { rules = {}, severity = {}, organization, ...given }: GivenConfig,
  overrides: Overrides,
): RegionSweepConfig {
  const config = { ...DEFAULT_CONFIG, ...given } as RegionSweepConfig;
  const settings = ruleSettingsOf(config);
  const fromFlags: Partial<RuleSettings> = Object.fromEntries(
    Object.entries(settings).filter(([key]) => Object.hasOwn(overrides.settings ?? {}, key)),
  );
  return {
    ...config,
    rules: perRule((id) => ({
      enabled: true,
      ...settings,
      ...ownDefaultsOf(id),
      ...rules[id],
      ...fromFlags,
      ...(overrides.rules && { enabled: overrides.rules.includes(id) }),
    })),
    severity: {
      points: { ...DEFAULT_CONFIG.severity.points, ...severity.points },
      cutoffs: { ...DEFAULT_CONFIG.severity.cutoffs, ...severity.cutoffs },
    },
    regions: unique(config.regions),
    ...(organization && { organization: withLists(organization) }),
    // An e-mail address given twice is one subscription.
    emails: unique(config.emails),
  };
}

function withLists({ units = [], accounts = [], ...given }: Partial<Organization>): Organization {
  return {
    ...given,
    units: unique(units),
    // The management account belongs to the organization, which is admitted as a whole.
    accounts: unique(accounts).filter((account) => account !== given.managementAccount),
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
