import type { CappedField, Finding } from '../detection/finding';
import { leadOf } from '../detection/incident/incident';
import type { IncidentChange } from '../detection/notification';
import { callerKindOf } from './caller-kind';
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
import { missingRegions } from './regions';
import type { RenderOptions } from './render-options';
import { countsCaveat } from './summary';
import { itemLines, labelled, paragraph, rows } from './text-layout';
import { isLongTermKey, isRegionName, isTemporaryKey } from './well-formed';

const MAX_NAME = 200;
const MAX_USER_AGENT = 130;
const MAX_WORD = 64;

/** Entries shown of a list; the finding in the JSON body has more. */
const MAX_ENTRIES = 5;

/** Who made the worst sweep, from where, with how many calls and when. */
export function evidenceLines(change: IncidentChange): string[] {
  const finding = leadOf(change.incident);
  return [...caller(finding), ...calls(finding, countsCaveat(change)), ...times(finding)];
}

function caller(finding: Finding): string[] {
  const { principal, evidence } = finding;
  const name = principalName(principal);
  const roleArn = roleArnOf(principal);
  const keys = firstOf(evidence, 'accessKeyIds', MAX_ENTRIES);
  const accountId = principal.accountId ?? 'unknown';
  return [
    ...rows('Principal', [shownText(name, MAX_NAME)]),
    ...rows('Type', [shownText(principal.type, MAX_WORD)]),
    ...rows('Account', [shownText(accountId, MAX_WORD)]),
    ...(evidence.accountIds.length > 1
      ? evidenceRows('All accounts', evidence, 'accountIds', (id) => shownText(id, MAX_WORD))
      : []),
    ...(roleArn === undefined || roleArn === name
      ? []
      : rows('Role', [shownText(roleArn, MAX_NAME)])),
    ...(principal.sessionName === undefined
      ? []
      : rows('Session', [`${quotedText(principal.sessionName, MAX_NAME)} (${namedBy(finding)})`])),
    ...listRows('Access key', keys.values.map(describeKey), keys.more),
    ...evidenceRows('Source IP', evidence, 'sourceIps', (ip) => shownText(ip, MAX_WORD)),
    ...evidenceRows('User agent', evidence, 'userAgents', (agent) =>
      quotedText(agent, MAX_USER_AGENT),
    ),
  ];
}

function namedBy(finding: Finding): string {
  return callerKindOf(finding).is === 'identity-center'
    ? 'set by IAM Identity Center'
    : 'the caller chose it';
}

function describeKey(accessKeyId: string): string {
  const shown = shownText(accessKeyId, MAX_WORD);
  if (isLongTermKey(accessKeyId)) {
    return `${shown} (long-term)`;
  }
  return isTemporaryKey(accessKeyId) ? `${shown} (temporary)` : shown;
}

function calls({ evidence, thresholds, window }: Finding, caveat: string): string[] {
  const { minRegions, minCalls } = thresholds;
  const counts = `${countOf(evidence.callCount, 'call', evidence)} in ${countOf(evidence.regionCount, 'region', evidence)}, ${evidence.deniedCount} denied`;
  return [
    ...rows('Calls', [counts]),
    ...labelled('Counts', caveat),
    ...evidenceRows('Failed with', evidence, 'errorCodes', (code) => shownText(code, MAX_WORD)),
    ...rows('Threshold', [
      `${minRegions} regions and ${minCalls} calls within ${window.seconds} s (${window.windowing} windows)`,
    ]),
  ];
}

function times({ evidence, detectedAt }: Finding): string[] {
  return [
    ...rows('First call', [formatTime(evidence.firstCall)]),
    ...rows('Last call', [formatTime(evidence.lastCall)]),
    ...rows('Duration', [`within ${formatDuration(spanSeconds(evidence))}`]),
    ...rows('Detected', [formatTime(detectedAt)]),
  ];
}

/** The regions that were called, and the few that were not. */
export function regionLines({ evidence }: Finding, options: RenderOptions): string[] {
  const names = evidence.regions.map((region) =>
    isRegionName(region) ? region : quotedText(region, MAX_WORD),
  );
  const missing = missingRegions(evidence, options);
  const set = options.regions === undefined ? 'regions enabled by default' : 'monitored regions';
  return [
    ...itemLines(names),
    ...(isCapped(evidence, 'regions') ? paragraph('and maybe others') : []),
    ...(missing.length > 0 ? paragraph(`Not called, of the ${set}: ${missing.join(', ')}`) : []),
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

/** Nothing at all for an empty list, even where the evidence says that it is incomplete. */
function listRows(label: string, values: readonly string[], more: string | undefined): string[] {
  return values.length === 0 ? [] : rows(label, more === undefined ? values : [...values, more]);
}
