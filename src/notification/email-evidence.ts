import type { CappedField, Finding } from '../detection/finding';
import { quotedText, shownText } from './escape';
import {
  countOf,
  firstOf,
  formatDuration,
  formatTime,
  isCapped,
  principalName,
  roleArnOf,
  spanSeconds,
} from './facts';
import { mapRows, regionMap } from './region-map';
import { itemLines, paragraph, rows } from './text-layout';
import { isLongTermKey, isRegionName, isTemporaryKey } from './well-formed';

const MAX_NAME = 200;
const MAX_USER_AGENT = 130;
const MAX_WORD = 64;

/** Entries shown of a list; the finding itself, in the JSON bodies, has more. */
const MAX_ENTRIES = 5;

/** The caller, and from where. */
export function who({ principal, evidence }: Finding): string[] {
  const name = principalName(principal);
  const roleArn = roleArnOf(principal);
  const keys = firstOf(evidence, 'accessKeyIds', MAX_ENTRIES);
  return [
    ...rows('Principal', [shownText(name, MAX_NAME)]),
    ...rows('Type', [shownText(principal.type, MAX_WORD)]),
    ...rows('Account', [
      principal.accountId === undefined ? 'unknown' : shownText(principal.accountId, MAX_WORD),
    ]),
    ...(roleArn === undefined || roleArn === name
      ? []
      : rows('Role', [shownText(roleArn, MAX_NAME)])),
    ...(principal.sessionName === undefined
      ? []
      : rows('Session', [`${quotedText(principal.sessionName, MAX_NAME)} (the caller chose it)`])),
    ...listRows('Access key', keys.values.map(describeKey), keys.more),
    ...evidenceRows('Address', evidence, 'sourceIps', (address) => shownText(address, MAX_WORD)),
    ...evidenceRows('User agent', evidence, 'userAgents', (agent) =>
      quotedText(agent, MAX_USER_AGENT),
    ),
  ];
}

function describeKey(accessKeyId: string): string {
  const shown = shownText(accessKeyId, MAX_WORD);
  if (isLongTermKey(accessKeyId)) {
    return `${shown} (long-term)`;
  }
  return isTemporaryKey(accessKeyId) ? `${shown} (temporary)` : shown;
}

/** What was called, how often, and what was reached by it. */
export function what({ rule, evidence, thresholds, window }: Finding): string[] {
  const counts = `${countOf(evidence.callCount, 'call', evidence)} in ${countOf(evidence.regionCount, 'region', evidence)}`;
  return [
    ...rows('Rule', [`${rule.id}: ${rule.name}`]),
    ...rows('Calls', [counts]),
    ...evidenceRows('Failed with', evidence, 'errorCodes', (code) => shownText(code, MAX_WORD)),
    ...rows('Threshold', [
      `${thresholds.minRegions} regions and ${thresholds.minCalls} calls within ${window.seconds} s (${window.windowing} windows)`,
    ]),
  ];
}

/** The regions on the map, those that it does not have, and the accounts when there are several. */
export function where({ evidence }: Finding): string[] {
  const { parts, count, others } = regionMap(evidence);
  const names = others.map((region) =>
    isRegionName(region) ? region : quotedText(region, MAX_WORD),
  );
  const maybeOthers = isCapped(evidence, 'regions') ? ['and maybe others'] : [];
  return [
    ...paragraph(`${count} regions on the map, marked with *:`),
    ...parts.flatMap((part) => rows(part.name, mapRows(part))),
    ...(others.length > 0 ? [...paragraph('Not on the map:'), ...itemLines(names)] : []),
    ...maybeOthers.flatMap((text) => paragraph(text)),
    ...(evidence.accountIds.length > 1
      ? evidenceRows('Accounts', evidence, 'accountIds', (id) => shownText(id, MAX_WORD))
      : []),
  ];
}

/** The times of the calls, in UTC. */
export function when({ evidence, detectedAt }: Finding): string[] {
  return [
    ...rows('First call', [formatTime(evidence.firstCall)]),
    ...rows('Last call', [formatTime(evidence.lastCall)]),
    ...rows('Duration', [`within ${formatDuration(spanSeconds(evidence))}`]),
    ...rows('Detected', [formatTime(detectedAt)]),
  ];
}

function evidenceRows(
  label: string,
  evidence: Finding['evidence'],
  field: CappedField,
  show: (value: string) => string,
): string[] {
  const { values, more } = firstOf(evidence, field, MAX_ENTRIES);
  return listRows(label, values.map(show), more);
}

/** Nothing at all for an empty list, even when it is said to be incomplete. */
function listRows(label: string, values: readonly string[], more: string | undefined): string[] {
  return values.length === 0 ? [] : rows(label, more === undefined ? values : [...values, more]);
}
