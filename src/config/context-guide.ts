import { closest } from 'fastest-levenshtein';
import { RULE_IDS } from '../detection/rules/catalog';
import { CONFIG_KEYS } from './config-keys';
import { OVERRIDE_KEYS, SLACK_KEYS } from './context-schema';
import { DETECTION_ALLOWED } from './detection-schema';
import type { Guidance, Guide, Path } from './schema-problems';
import { shownValue } from './shown-value';

const SLACK_ALLOWED: Readonly<Record<string, string>> = {
  workspaceId: 'the id of a Slack workspace: capital letters and digits, for example T0123ABCD',
  channelId: 'the id of a Slack channel: letters and digits, for example C0123ABCD',
};

/** Characters of an unknown key that are compared with the known ones. */
const MAX_COMPARED = 64;

/** Says what CDK context and command-line flags may hold. */
export const CONTEXT_GUIDE: Guide = { forValue, forUnknownKey };

function forValue(path: Path): Guidance {
  return { allowed: allowedAt(path), fix: fixAt(path) };
}

function forUnknownKey(path: Path): Guidance {
  const known = knownKeysAt(path.slice(0, -1));
  return {
    allowed: known.join(', '),
    fix: `Rename it to ${nearest(String(path.at(-1)), known)}, the nearest known key, or remove it.`,
  };
}

function allowedAt(path: Path): string {
  const key = String(path[0]) as keyof typeof CONFIG_KEYS;
  const member = String(path.at(-1));
  if (key === 'rules' && path.length === 2) {
    return `an object with any of ${OVERRIDE_KEYS.join(', ')}`;
  }
  if (isRuleSetting(path)) {
    return DETECTION_ALLOWED[member as keyof typeof DETECTION_ALLOWED];
  }
  if (key === 'slack' && path.length === 2) {
    return SLACK_ALLOWED[member] ?? CONFIG_KEYS.slack.allowed;
  }
  return CONFIG_KEYS[key].allowed;
}

function fixAt(path: Path): string {
  const key = String(path[0]) as keyof typeof CONFIG_KEYS;
  if (isRuleSetting(path)) {
    return 'Give an allowed value, or leave it out: then what is set for all rules holds.';
  }
  const { defaultValue, example } = CONFIG_KEYS[key];
  const otherwise = defaultValue === undefined ? 'none' : shownValue(defaultValue);
  return `Write it as in ${key}=${example}, or leave ${key} out (default: ${otherwise}).`;
}

/** Whether a path is `rules`, a rule id and a setting. */
function isRuleSetting(path: Path): boolean {
  return path[0] === 'rules' && path.length === 3;
}

function knownKeysAt([key, ...rest]: Path): readonly string[] {
  if (key === undefined) {
    return Object.keys(CONFIG_KEYS);
  }
  if (key === 'slack') {
    return SLACK_KEYS;
  }
  return rest.length === 0 ? RULE_IDS : OVERRIDE_KEYS;
}

/** The known key that is closest in spelling; case and the separators of words do not matter. */
function nearest(key: string, known: readonly string[]): string {
  const plainKnown = known.map(plain);
  const index = plainKnown.indexOf(closest(plain(key), plainKnown));
  return known[index] ?? known.join(' or ');
}

function plain(key: string): string {
  return key.slice(0, MAX_COMPARED).toLowerCase().replace(/[-_]/g, '');
}
