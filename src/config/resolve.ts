import { objectOf } from '../detection/json';
import type { RuleSettings } from '../detection/model';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import type { FlagKey, Organization, RegionSweepConfig } from './config';
import { ConfigError } from './config-error';
import { CONTEXT_GUIDE } from './context-guide';
import { CONTEXT_SCHEMA, type GivenConfig } from './context-schema';
import { cutoffProblems } from './cutoff-problems';
import { DEFAULT_CONFIG, perRule } from './defaults';
import { STATE_FIELDS } from './detection-schema';
import { enabledRulesProblems } from './enabled-rules';
import { deepFreeze } from './freeze';
import { organizationProblems } from './organization-problems';
import { readContext } from './read-context';
import { regionProblems } from './region-problems';
import { schemaProblems } from './schema-problems';
import { type MinCallsSetting, trackedCallsProblems } from './tracked-calls';
import { warningsOf } from './warnings';

/** A configuration to use, frozen, and what to tell the user about it. */
export interface ResolvedConfig {
  readonly config: RegionSweepConfig;
  readonly warnings: readonly string[];
}

/** What wins over everything else, also over settings of single rules: the flags of a command line. */
export interface Overrides {
  readonly settings?: Readonly<Partial<Record<FlagKey, string>>>;
  /** The rules to look for, and no others, whether or not they are enabled. */
  readonly rules?: readonly RuleId[];
}

/**
 * Validates what a user gave and fills in the defaults.
 *
 * @param raw CDK context: values as JSON has them, or as text. Keys of CDK itself
 *   are ignored, and so are keys that are undefined.
 * @throws ConfigError that lists every problem there is.
 */
export function resolveConfig(
  raw: Readonly<Record<string, unknown>>,
  overrides: Overrides = {},
): ResolvedConfig {
  const input = readContext({ ...raw, ...overrides.settings });
  const parsed = CONTEXT_SCHEMA.safeParse(input);
  const problems = [
    ...(parsed.success ? [] : schemaProblems(parsed.error, input, CONTEXT_GUIDE)),
    ...trackedCallsProblems(minCallsSettings(input), maxTrackedCallsOf(input)),
    ...(overrides.rules === undefined ? enabledRulesProblems(input) : []),
    ...cutoffProblems(input['severity'], DEFAULT_CONFIG.severity.cutoffs),
    ...regionProblems(input['regions']),
    ...organizationProblems(input['organization']),
  ];
  if (!parsed.success || problems.length > 0) {
    throw new ConfigError(problems);
  }
  const config = deepFreeze(withDefaults(parsed.data, overrides));
  return deepFreeze({ config, warnings: warningsOf(parsed.data, config) });
}

function withDefaults(
  { rules = {}, severity = {}, organization, ...given }: GivenConfig,
  overrides: Overrides,
): RegionSweepConfig {
  const { windowSeconds, windowing, minRegions, minCalls, groupBy, ...others } = {
    ...DEFAULT_CONFIG,
    ...given,
  };
  const settings = { windowSeconds, windowing, minRegions, minCalls, groupBy };
  const winning: Partial<RuleSettings> = Object.fromEntries(
    Object.entries(settings).filter(([key]) => Object.hasOwn(overrides.settings ?? {}, key)),
  );
  return {
    ...others,
    ...settings,
    rules: perRule((id) => ({
      enabled: true,
      ...settings,
      ...rules[id],
      ...winning,
      ...(overrides.rules && { enabled: overrides.rules.includes(id) }),
    })),
    severity: {
      points: { ...DEFAULT_CONFIG.severity.points, ...severity.points },
      cutoffs: { ...DEFAULT_CONFIG.severity.cutoffs, ...severity.cutoffs },
    },
    regions: unique(others.regions),
    ...(organization && { organization: withLists(organization) }),
    // An address that is given twice is one subscription.
    emails: unique(others.emails),
  };
}

function withLists({
  units = [],
  accounts = [],
  ...given
}: NonNullable<GivenConfig['organization']>): Organization {
  return {
    ...given,
    units: unique(units),
    // The management account is of the organization, and so admitted already.
    accounts: unique(accounts).filter((account) => account !== given.managementAccount),
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Every `minCalls` in a configuration that may be invalid elsewhere. */
function minCallsSettings(input: Readonly<Record<string, unknown>>): MinCallsSetting[] {
  const rules = objectOf(input, 'rules');
  return [
    { key: 'minCalls', value: input['minCalls'] },
    ...RULE_IDS.map((id) => ({
      key: `rules.${id}.minCalls`,
      value: objectOf(rules, id)['minCalls'],
    })),
  ];
}

/** The cap that will hold; the widest there is while the one given is refused for itself. */
function maxTrackedCallsOf(input: Readonly<Record<string, unknown>>): number {
  const given = input['maxTrackedCalls'];
  if (given === undefined) {
    return DEFAULT_CONFIG.maxTrackedCalls;
  }
  const parsed = STATE_FIELDS.maxTrackedCalls.safeParse(given);
  return parsed.success ? parsed.data : Number.POSITIVE_INFINITY;
}
