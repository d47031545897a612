import type { RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import { contextProblems } from './check-context';
import type { FlagKey, GivenConfig, Organization, RegionSweepConfig } from './config';
import { ConfigError } from './config-error';
import { crossProblems, enabledRulesProblems } from './cross-checks';
import { DEFAULT_CONFIG, ownDefaultsOf, perRule, ruleSettingsOf } from './defaults';
import { deploymentProblems } from './deployment-problems';
import { deepFreeze } from './freeze';
import { readContext } from './read-context';
import { warningsOf } from './warnings';

/** A valid configuration, frozen, and warnings for the user. */
export interface ResolvedConfig {
  readonly config: RegionSweepConfig;
  readonly warnings: readonly string[];
}

export interface ResolveOptions {
  /** Flags of a command line. They win over everything else, also over the settings of single rules. */
  readonly settings?: Readonly<Partial<Record<FlagKey, string>>>;
  /** Detect these rules and no others, whether or not they are enabled. */
  readonly rules?: readonly RuleId[];
  /** Where a deployment puts the hub. With it, the configuration must be fit for a deployment. */
  readonly hubRegion?: string;
}

/**
 * Validates what a user set and fills in the defaults.
 *
 * @param raw CDK context: values typed as in JSON, or as text. Keys of CDK itself and undefined values are ignored.
 * @throws ConfigError that lists every problem.
 */
export function resolveConfig(
  raw: Readonly<Record<string, unknown>>,
  options: ResolveOptions = {},
): ResolvedConfig {
  const { hubRegion } = options;
  const input = readContext({ ...raw, ...options.settings });
  const problems = [
    ...contextProblems(input),
    ...crossProblems(input),
    ...(options.rules === undefined ? enabledRulesProblems(input) : []),
    ...(hubRegion === undefined ? [] : deploymentProblems(input, hubRegion)),
  ];
  if (problems.length > 0) {
    throw new ConfigError(problems);
  }
  const given = input as GivenConfig;
  const config = deepFreeze(withDefaults(given, options));
  return deepFreeze({ config, warnings: warningsOf(given, config, hubRegion) });
}

function withDefaults(
  { rules = {}, severity = {}, organization, ...given }: GivenConfig,
  options: ResolveOptions,
): RegionSweepConfig {
  const config = { ...DEFAULT_CONFIG, ...given } as RegionSweepConfig;
  const settings = ruleSettingsOf(config);
  const fromFlags: Partial<RuleSettings> = Object.fromEntries(
    Object.entries(settings).filter(([key]) => Object.hasOwn(options.settings ?? {}, key)),
  );
  return {
    ...config,
    rules: perRule((id) => ({
      enabled: true,
      ...settings,
      ...ownDefaultsOf(id),
      ...rules[id],
      ...fromFlags,
      ...(options.rules && { enabled: options.rules.includes(id) }),
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
