import { type Finding, isCovered } from '../detection/finding';
import { groupBy } from '../detection/group-by';
import { SEVERITIES, type Severity } from '../detection/rules/rule';
import type { RuleId } from '../detection/rules/rule-catalog';
import { compareTexts } from '../detection/text';
import { parseEventTime } from '../detection/time';
import { type Regularity, regularityOf } from './regularity';
import { userAgentFamily } from './user-agent-family';

/** Who causes findings: one identity, or a role that exists under the same name in several accounts. */
export interface Cause {
  /** A user, a role with all its sessions, or a principal key; `*` stands for several accounts. */
  readonly who: string;
  /** ARN of the role, if it is one; its account is `*` where there are several. */
  readonly roleArn?: string;
  readonly accounts: readonly string[];
  readonly rules: readonly RuleId[];
  readonly findings: number;
  /** How many of them are further sweeps of an incident. */
  readonly repeats: number;
  /** How many of them the allow-list covers. */
  readonly covered: number;
  /** The highest of them. */
  readonly severity: Severity;
  readonly userAgents: readonly string[];
  /** The tools behind the user agents, without versions. */
  readonly families: readonly string[];
  readonly addresses: readonly string[];
  /** The most of a single finding. */
  readonly most: { readonly regions: number; readonly calls: number; readonly addresses: number };
  /** Whether the evidence is incomplete, so that the lists and counts above are lower bounds. */
  readonly isCapped: boolean;
  readonly regularity: Regularity;
  /** The findings themselves, in the given order. */
  readonly members: readonly Finding[];
}

/** From this number of accounts on, roles with the same name are one cause. */
const MIN_ACCOUNTS = 2;

const ROLE = /^(arn:[^:]*:iam::)([^:]*)(:role\/.+)$/s;

/** Roles that AWS creates under the same name in every account. */
const COMMON_ROLE = /:role\/aws-(?:reserved|service-role)\//;

/**
 * Groups findings by who causes them, those with the most findings first.
 *
 * @param daysOfHistory days with calls, at least one.
 */
export function causesOf(findings: readonly Finding[], daysOfHistory: number): Cause[] {
  const alike = groupBy(groupBy(findings, whoOf), ([who]) => underAnyAccount(who));
  return [...alike]
    .map(([name, members]) => {
      const who = members.length < MIN_ACCOUNTS ? members[0][0] : name;
      return describe(
        who,
        members.flatMap(([, own]) => own),
        daysOfHistory,
      );
    })
    .sort((a, b) => b.findings - a.findings || compareTexts(a.who, b.who));
}

/** The ARN of the role, under any grouping. Users of IAM Identity Center stay separate, although they share a role. */
function whoOf({ principal }: Finding): string {
  const { key, kind, arn, roleArn } = principal;
  const isPerson = roleArn !== undefined && COMMON_ROLE.test(roleArn) && arn !== undefined;
  if (roleArn !== undefined && !isPerson) {
    return roleArn;
  }
  return arn ?? (kind === 'role' ? key.slice('role:'.length) : key);
}

/** The same for roles that differ only in their account. */
function underAnyAccount(who: string): string {
  return COMMON_ROLE.test(who) ? who : who.replace(ROLE, '$1*$3');
}

function describe(who: string, own: readonly Finding[], daysOfHistory: number): Cause {
  const evidence = own.map((finding) => finding.evidence);
  // Some tools give each session a new name; the account stays the same.
  const series = groupBy(own, ({ principal, rule }) => `${rule.id} ${principal.accountId}`);
  const spans = own.map(spanOf);
  const userAgents = distinct(evidence.flatMap((one) => one.userAgents));
  return {
    who,
    ...(ROLE.test(who) && { roleArn: who }),
    accounts: distinct(own.flatMap(({ principal }) => principal.accountId ?? [])),
    rules: distinct(own.map(({ rule }) => rule.id)),
    findings: own.length,
    repeats: own.length - new Set(own.map(({ incidentId }) => incidentId)).size,
    covered: own.filter(isCovered).length,
    severity:
      SEVERITIES.findLast((one) => own.some(({ severity }) => severity === one)) ?? 'informational',
    userAgents,
    families: distinct(userAgents.map(userAgentFamily)),
    addresses: distinct(evidence.flatMap(({ sourceIps }) => sourceIps)),
    most: {
      regions: most(evidence.map(({ regionCount }) => regionCount)),
      calls: most(evidence.map(({ callCount }) => callCount)),
      addresses: most(evidence.map(({ sourceIps }) => sourceIps.length)),
    },
    isCapped: evidence.some(({ capped, atLeast }) => atLeast || capped.length > 0),
    regularity: regularityOf(
      [...series.values()].map((members) => members.map((finding) => spanOf(finding)[0])),
      spans,
      daysOfHistory,
    ),
    members: own,
  };
}

function spanOf({ evidence }: Finding): [first: number, last: number] {
  return [parseEventTime(evidence.firstCall) ?? 0, parseEventTime(evidence.lastCall) ?? 0];
}

function distinct<Text extends string>(texts: readonly Text[]): Text[] {
  return [...new Set(texts)].sort(compareTexts);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((highest, number) => Math.max(highest, number), 0);
}
