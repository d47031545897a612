import { type Command, InvalidArgumentError } from 'commander';
import { DETECTION_KEYS, type DetectionKey, type RegionSweepConfig } from '../src/config/config';
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
  const { config, warnings } = resolveConfig({
    ...context,
    ...Object.fromEntries(given.map((key) => [key, flags[key]])),
  });
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

function addRuleId(value: string, chosen: readonly RuleId[] = []): RuleId[] {
  const id = RULE_IDS.find((known) => known === value);
  if (id === undefined) {
    throw new InvalidArgumentError(`Allowed rules are ${RULE_IDS.join(', ')}.`);
  }
  return [...chosen, id];
}

function kebabCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
