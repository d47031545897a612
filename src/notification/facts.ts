import type { CappedField, Evidence, Finding, FindingPrincipal } from '../detection/finding';
import type { RuleMatch } from '../detection/rules/rule';
import { ruleById } from '../detection/rules/rule-catalog';
import { counted } from '../detection/severity/signal';
import { formatSecond, parseEventTime } from '../detection/time';
import { isAccessKeyId, isAccountId } from './well-formed';

const HOUR_SECONDS = 3600;

/** What the rule of a finding matches, for example `ec2.amazonaws.com` / `DescribeInstances`. */
export function matchOf(finding: Finding): RuleMatch {
  return ruleById(finding.rule.id).match;
}

/** The names of the calls that were made, in the order of the rule. */
export function eventNamesOf(finding: Finding): readonly [string, ...string[]] {
  const [usual] = matchOf(finding).eventNames;
  const [first = usual, ...others] = finding.evidence.eventNames ?? [];
  return [first, ...others];
}

/** For example `T1580`. */
export function techniqueIds({ rule }: Finding): string[] {
  return rule.attack.flatMap(({ techniques }) => techniques.map(({ id }) => id));
}

/** Seconds that contain all calls. Call times are whole seconds, so one is added. */
export function spanSeconds({ firstCall, lastCall }: Evidence): number {
  return secondsBetween(firstCall, lastCall);
}

/** For example `within 33 s`. Both times are ISO 8601. */
export function durationInWords(first: string, last: string): string {
  return `within ${formatDuration(secondsBetween(first, last))}`;
}

function secondsBetween(first: string, last: string): number {
  return Math.max(0, (parseEventTime(last) ?? 0) - (parseEventTime(first) ?? 0)) + 1;
}

/** For example `2 s`, `5 min`, `3 h` or `4 d`; rounded up. */
export function formatDuration(seconds: number): string {
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) {
    return `${minutes} min`;
  }
  const hours = Math.ceil(minutes / 60);
  return hours < 72 ? `${hours} h` : `${Math.ceil(hours / 24)} d`;
}

/** For example `2023-08-08 06:32:42 UTC`. */
export function formatTime(isoTime: string): string {
  return `${isoTime.slice(0, 19).replace('T', ' ')} UTC`;
}

/** A count in words, marked where it is a lower bound: `17 regions`, `at least 64 regions`. */
export function countOf(count: number, noun: string, { atLeast }: Evidence): string {
  return `${atLeast ? 'at least ' : ''}${counted(count, noun)}`;
}

/** Ready queries begin one hour before the first activity, and have no end. ISO 8601, UTC. */
export function searchStart(firstActivity: string): string {
  return formatSecond(Math.max(0, (parseEventTime(firstActivity) ?? 0) - HOUR_SECONDS));
}

/** The account of the caller, when the finding has a well-formed one. */
export function accountIdOf({ principal, evidence }: Finding): string | undefined {
  const [only, ...others] = evidence.accountIds;
  const accountId = principal.accountId ?? (others.length === 0 ? only : undefined);
  return accountId !== undefined && isAccountId(accountId) ? accountId : undefined;
}

/** The well-formed accounts of a finding, that of the caller first. */
export function accountIdsOf(finding: Finding): string[] {
  const own = accountIdOf(finding);
  const ids = new Set([...(own === undefined ? [] : [own]), ...finding.evidence.accountIds]);
  return [...ids].filter(isAccountId);
}

/** The principal's key without its kind: an ARN for most. */
export function principalName({ key, kind }: FindingPrincipal): string {
  return key.startsWith(`${kind}:`) ? key.slice(kind.length + 1) : key;
}

/** The ARN of the role behind the calls, when all calls share one. */
export function roleArnOf(principal: FindingPrincipal): string | undefined {
  return principal.roleArn ?? (principal.kind === 'role' ? principalName(principal) : undefined);
}

/** The access key of all calls, or `undefined` when there may be others or it is malformed. */
export function onlyAccessKeyOf({ evidence }: Finding): string | undefined {
  const [accessKeyId, ...others] = evidence.accessKeyIds;
  return accessKeyId !== undefined &&
    others.length === 0 &&
    !isCapped(evidence, 'accessKeyIds') &&
    isAccessKeyId(accessKeyId)
    ? accessKeyId
    : undefined;
}

/** Whether a list of the evidence is incomplete. */
export function isCapped(evidence: Evidence, field: CappedField): boolean {
  return evidence.capped.includes(field);
}

/** The first values of a list and, in words, what is left out; nothing is left out silently. */
export function firstOf(
  evidence: Evidence,
  field: CappedField,
  max: number,
): { readonly values: readonly string[]; readonly more: string | undefined } {
  const values = evidence[field].slice(0, max);
  const hidden = evidence[field].length - values.length;
  if (isCapped(evidence, field)) {
    return { values, more: hidden > 0 ? `and ${hidden} or more others` : 'and maybe others' };
  }
  return { values, more: hidden > 0 ? `and ${hidden} more` : undefined };
}
