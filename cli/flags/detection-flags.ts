import { type Command, Option } from 'commander';
import type { DetectionKey, FlagKey, NotificationKey } from '../../src/config/config';
import { allowedWords, type ConfigKey } from '../../src/config/config-key';
import { CONFIG_KEYS } from '../../src/config/config-keys';
import { RULE_IDS, type RuleId } from '../../src/detection/rules/rule-catalog';
import { choiceOf } from './choice-option';

/** What the flags of {@link addDetectionFlags} hold, as text. */
export type DetectionFlags = Partial<Record<DetectionKey, string>> & { readonly rule?: RuleId[] };

/** What the flags of {@link addNotificationFlags} hold, as text. */
export type NotificationFlags = Partial<Record<NotificationKey, string>>;

/** The keys that are flags. */
export const FLAG_KEYS = Object.entries(CONFIG_KEYS).flatMap(([key, row]) =>
  row.flag === undefined ? [] : [key as FlagKey],
);

/** Adds a flag for every key that decides what a sweep is: `--min-regions` for `minRegions`. */
export function addDetectionFlags(command: Command): Command {
  return addFlags(command, 'detection').addOption(
    new Option(
      '--rule <id>',
      'detect this rule only; may be repeated; signals that compare both rules are then missing, so severities can be lower (default: all)',
    )
      .choices(RULE_IDS)
      .argParser((value: string, chosen: readonly RuleId[] = []) => [
        ...chosen,
        choiceOf(value, RULE_IDS),
      ]),
  );
}

/** Adds a flag for every key that decides which findings send an alert: `--notify-from` for `notifyFrom`. */
export function addNotificationFlags(command: Command): Command {
  return addFlags(command, 'notification');
}

/** The flag of a key: `--min-regions` for `minRegions`. */
export function flagOf(key: FlagKey): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function addFlags(command: Command, group: ConfigKey['flag']): Command {
  for (const key of FLAG_KEYS.filter((one) => CONFIG_KEYS[one].flag === group)) {
    const row: ConfigKey = CONFIG_KEYS[key];
    command.option(
      `${flagOf(key)} <value>`,
      `${asClause(row.description)}: ${allowedWords(row)} (default: ${String(row.default)})`,
    );
  }
  return command;
}

/** Descriptions begin with a capital in the docs, and not in help texts. */
function asClause(description: string): string {
  return `${description.charAt(0).toLowerCase()}${description.slice(1)}`;
}
