import { objectOf } from '../detection/cloudtrail/json';
import { RULE_IDS } from '../detection/rules/catalog';
import type { RegionSweepConfig } from './config';
import { ConfigError } from './config-error';
import { CONTEXT_GUIDE } from './context-guide';
import { CONTEXT_SCHEMA, type GivenConfig } from './context-schema';
import { DEFAULT_CONFIG, perRule } from './defaults';
import { STATE_FIELDS } from './detection-schema';
import { deepFreeze } from './freeze';
import { readContext } from './read-context';
import { schemaProblems } from './schema-problems';
import { type MinCallsSetting, trackedCallsProblems } from './tracked-calls';
import { warningsOf } from './warnings';

/** A configuration to use, frozen, and what to tell the user about it. */
export interface ResolvedConfig {
  readonly config: RegionSweepConfig;
  readonly warnings: readonly string[];
}

/**
 * Validates what a user gave and fills in the defaults.
 *
 * @param raw CDK context or command-line flags: values as JSON has them, or as text. Keys of CDK itself
 *   are ignored, and so are keys that are undefined.
 * @throws ConfigError that lists every problem there is.
 */
export function resolveConfig(raw: Readonly<Record<string, unknown>>): ResolvedConfig {
  const input = readContext(raw);
  const parsed = CONTEXT_SCHEMA.safeParse(input);
  const problems = [
    ...(parsed.success ? [] : schemaProblems(parsed.error, input, CONTEXT_GUIDE)),
    ...trackedCallsProblems(minCallsSettings(input), maxTrackedCallsOf(input)),
  ];
  if (!parsed.success || problems.length > 0) {
    throw new ConfigError(problems);
  }
  const config = deepFreeze(withDefaults(parsed.data));
  return deepFreeze({ config, warnings: warningsOf(parsed.data, config) });
}

function withDefaults({ rules = {}, ...given }: GivenConfig): RegionSweepConfig {
  const { windowSeconds, windowing, minRegions, minCalls, groupBy, ...others } = {
    ...DEFAULT_CONFIG,
    ...given,
  };
  const settings = { windowSeconds, windowing, minRegions, minCalls, groupBy };
  return {
    ...others,
    ...settings,
    rules: perRule((id) => ({ enabled: true, ...settings, ...rules[id] })),
    // An address that is given twice is one subscription.
    emails: [...new Set(others.emails)],
  };
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
