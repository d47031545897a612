import { RULE_IDS } from '../detection/rules/rule-catalog';
import {
  DETECTION_ALLOWED,
  OVERRIDE_KEYS,
  SEVERITY_KEYS,
  SEVERITY_MEMBERS_ALLOWED,
} from './allowed';
import { CONFIG_KEYS } from './config-keys';
import { ORGANIZATION_KEYS, SLACK_KEYS } from './context-schema';
import { nearest } from './nearest';
import { ORGANIZATION_MEMBERS } from './organization-members';
import type { Guidance, Guide, Path } from './schema-problems';
import { shownValue } from './shown-value';

const SLACK_ALLOWED: Readonly<Record<string, string>> = {
  workspaceId: 'the id of a Slack workspace: capital letters and digits, for example T0123ABCD',
  channelId: 'the id of a Slack channel: letters and digits, for example C0123ABCD',
};

/** Says what CDK context and command-line flags may hold. */
export const CONTEXT_GUIDE: Guide = { forValue, forUnknownKey };

function forValue(path: Path): Guidance {
  const [key, member] = path;
  if (key === 'organization' && member !== undefined) {
    return ORGANIZATION_MEMBERS[member as keyof typeof ORGANIZATION_MEMBERS];
  }
  return { allowed: allowedAt(path), fix: fixAt(path) };
}

function forUnknownKey(path: Path): Guidance {
  const known = knownKeysAt(path.slice(0, -1));
  const near = nearest(String(path.at(-1)), known);
  return {
    allowed: known.join(', '),
    fix:
      near === undefined
        ? 'Remove it, or use one of the keys allowed.'
        : `Rename it to ${near}, the nearest known key, or remove it.`,
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
  if (key === 'severity' && path.length === 3) {
    return SEVERITY_MEMBERS_ALLOWED[path[1] as keyof typeof SEVERITY_MEMBERS_ALLOWED];
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
  const { defaultValue, defaultInWords, example } = CONFIG_KEYS[key];
  const otherwise =
    defaultInWords ?? (defaultValue === undefined ? 'none' : shownValue(defaultValue));
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
  if (key === 'organization') {
    return ORGANIZATION_KEYS;
  }
  if (key === 'severity') {
    const [member] = rest;
    return member === undefined
      ? Object.keys(SEVERITY_KEYS)
      : SEVERITY_KEYS[member as keyof typeof SEVERITY_KEYS];
  }
  return rest.length === 0 ? RULE_IDS : OVERRIDE_KEYS;
}
