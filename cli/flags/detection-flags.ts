import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  DETECTION_KEYS,
  type DetectionKey,
  type FlagKey,
  NOTIFICATION_KEYS,
  type NotificationKey,
} from '../../src/config/config';
import { CONFIG_KEYS } from '../../src/config/config-keys';
import { nearest } from '../../src/config/nearest';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';

/** What the flags of {@link addDetectionFlags} hold, as text. */
export type DetectionFlags = Partial<Record<DetectionKey, string>> & { readonly rule?: RuleId[] };

/** What the flags of {@link addNotificationFlags} hold, as text. */
export type NotificationFlags = Partial<Record<NotificationKey, string>>;

/** Adds a flag for every key of the configuration that decides what a sweep is: `--min-regions` for `minRegions`. */
export function addDetectionFlags(command: Command): Command {
  for (const key of DETECTION_KEYS) {
    addFlag(command, key, 'value');
  }
  return command.addOption(
    new Option(
      '--rule <id>',
      'look for this rule only; signals that compare both rules are then missing, so severities can be lower; may be given again (default: all)',
    )
      .choices(RULE_IDS)
      .argParser(addRuleId),
  );
}

/** Adds a flag for every key that decides which findings people are told of: `--notify-from` for `notifyFrom`. */
export function addNotificationFlags(command: Command): Command {
  const values: Readonly<Record<NotificationKey, string>> = {
    notifyFrom: 'severity',
    renotifyMinutes: 'minutes',
  };
  for (const key of NOTIFICATION_KEYS) {
    addFlag(command, key, values[key]);
  }
  return command;
}

function addFlag(command: Command, key: FlagKey, value: string): void {
  const { description, allowed, defaultValue } = CONFIG_KEYS[key];
  const flag = `${flagOf(key)} <${value}>`;
  const help = `${description}: ${allowed} (default: ${String(defaultValue)})`;
  command.option(flag, help);
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

/** The flag of a key: `--min-regions` for `minRegions`. */
export function flagOf(key: FlagKey): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
