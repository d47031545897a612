import { type Command, InvalidArgumentError, Option } from 'commander';
import { DETECTION_KEYS, type DetectionKey } from '../src/config/config';
import { ConfigError } from '../src/config/config-error';
import { CONFIG_KEYS } from '../src/config/config-keys';
import { nearest } from '../src/config/nearest';
import { type ResolvedConfig, resolveConfig } from '../src/config/resolve';
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
  return command.addOption(
    new Option('--rule <id>', 'look for this rule only; may be given again (default: all)')
      .choices(RULE_IDS)
      .argParser(addRuleId),
  );
}

/**
 * The configuration that the flags and a CDK context make together. Flags win, also over settings of single rules.
 *
 * @throws ConfigError that lists every problem of both, and speaks of flags where a value came from one.
 */
export function configFrom(
  { rule, ...flags }: DetectionFlags,
  context: Readonly<Record<string, unknown>>,
): ResolvedConfig {
  const given = DETECTION_KEYS.filter((key) => flags[key] !== undefined);
  try {
    return resolveConfig(context, {
      settings: Object.fromEntries(given.map((key) => [key, flags[key]])),
      rules: rule,
    });
  } catch (error) {
    throw error instanceof ConfigError ? inWordsOfFlags(error, given) : error;
  }
}

function inWordsOfFlags({ problems }: ConfigError, given: readonly DetectionKey[]): ConfigError {
  return new ConfigError(
    problems.map((problem) => {
      const key = given.find((name) => name === problem.key);
      if (key === undefined) {
        return problem;
      }
      const flag = `--${kebabCase(key)}`;
      return { ...problem, key: flag, fix: problem.fix.replaceAll(`${key}=`, `${flag} `) };
    }),
  );
}

function addRuleId(value: string, chosen: readonly RuleId[] = []): RuleId[] {
  const id = RULE_IDS.find((known) => known === value);
  if (id === undefined) {
    const near = nearest(value, RULE_IDS);
    const hint = near === undefined ? '' : `; the nearest is ${near}`;
    throw new InvalidArgumentError(
      `There is no such rule. Allowed are ${RULE_IDS.join(', ')}${hint}.`,
    );
  }
  return [...chosen, id];
}

function kebabCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
