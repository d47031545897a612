import { type Command, InvalidArgumentError } from 'commander';
import { closest } from 'fastest-levenshtein';
import { DETECTION_KEYS, type DetectionKey, type RegionSweepConfig } from '../src/config/config';
import { ConfigError } from '../src/config/config-error';
import { CONFIG_KEYS } from '../src/config/config-keys';
import { resolveConfig } from '../src/config/resolve';
import type { RuleSettings } from '../src/detection/model';
import { RULE_IDS, type RuleId } from '../src/detection/rules/catalog';

/** What the flags of {@link addDetectionFlags} hold, as text. */
export type DetectionFlags = Partial<Record<DetectionKey, string>> & { readonly rule?: RuleId[] };

/** Adds a flag for every key of the configuration that decides what a sweep is: `--min-regions` for `minRegions`. */
export function addDetectionFlags(command: Command): Command {
  for (const key of DETECTION_KEYS) {
    const { description, allowed, defaultValue } = CONFIG_KEYS[key];
    command.option(
      `--${kebabCase(key)} <value>`,
      `${description}: ${allowed} (default: ${String(defaultValue)})`,
    );
  }
  return command.option(
    '--rule <id>',
    `look for this rule only: ${RULE_IDS.join(' or ')}; may be given again (default: all)`,
    addRuleId,
  );
}

/**
 * The configuration that the flags and a CDK context make together. Flags win, also over settings of single rules.
 *
 * @throws ConfigError that lists every problem of both.
 */
export function configFrom(
  flags: DetectionFlags,
  context: Readonly<Record<string, unknown>>,
): { readonly config: RegionSweepConfig; readonly warnings: readonly string[] } {
  const given = DETECTION_KEYS.filter((key) => flags[key] !== undefined);
  const { config, warnings } = resolveFlags(given, flags, context);
  const overrides: Partial<RuleSettings> = Object.fromEntries(
    given
      .filter((key) => key in config.rules['describe-instances'])
      .map((key) => [key, config[key]]),
  );
  const rules = Object.fromEntries(
    RULE_IDS.map((id) => {
      const { enabled, ...settings } = config.rules[id];
      const isChosen = flags.rule === undefined ? enabled : flags.rule.includes(id);
      return [id, { ...settings, ...overrides, enabled: isChosen }];
    }),
  ) as Record<RuleId, RuleSettings>;
  return { config: { ...config, rules }, warnings };
}

/** Resolves as for a deployment, but speaks of flags where a value came from one. */
function resolveFlags(
  given: readonly DetectionKey[],
  flags: DetectionFlags,
  context: Readonly<Record<string, unknown>>,
): ReturnType<typeof resolveConfig> {
  try {
    const values = Object.fromEntries(given.map((key) => [key, flags[key]]));
    return resolveConfig({ ...context, ...values });
  } catch (error) {
    if (!(error instanceof ConfigError)) {
      throw error;
    }
    throw new ConfigError(
      error.problems.map((problem) => {
        const key = given.find((name) => name === problem.key);
        if (key === undefined) {
          return problem;
        }
        const flag = `--${kebabCase(key)}`;
        return { ...problem, key: flag, fix: problem.fix.replaceAll(`${key}=`, `${flag} `) };
      }),
    );
  }
}

function addRuleId(value: string, chosen: readonly RuleId[] = []): RuleId[] {
  const id = RULE_IDS.find((known) => known === value);
  if (id === undefined) {
    throw new InvalidArgumentError(
      `There is no such rule. Allowed are ${RULE_IDS.join(', ')}; the nearest is ${closest(value, RULE_IDS)}.`,
    );
  }
  return [...chosen, id];
}

function kebabCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
