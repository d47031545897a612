import { isCovered } from '../detection/covered';
import type { Finding } from '../detection/finding';
import { SEVERITIES, type Severity } from '../detection/rules/rule';
import type { RuleId } from '../detection/rules/rule-catalog';
import { compareTexts } from '../detection/text';
import { parseEventTime } from '../detection/time';
import { type Regularity, regularityOf } from './regularity';
import { userAgentFamily } from './user-agent-family';

/** Who causes findings: one principal, or one role that several accounts have alike. */
export interface Cause {
  /** A user, a role with all of its sessions, or a key of a principal; `*` for the account where it is several. */
  readonly who: string;
  /** ARN of the role, where it is one; with the account that it is, or `*`. */
  readonly roleArn?: string;
  readonly accounts: readonly string[];
  readonly rules: readonly RuleId[];
  readonly findings: number;
  /** Of them, those that are counted in others. */
  readonly repeats: number;
  /** Of them, those that the allow-list covers. */
  readonly covered: number;
  /** The highest of them. */
  readonly severity: Severity;
  readonly userAgents: readonly string[];
  /** Each once, without versions. */
  readonly families: readonly string[];
  readonly addresses: readonly string[];
  /** The most of a single finding. */
  readonly most: { readonly regions: number; readonly calls: number; readonly addresses: number };
  /** Whether what is said above may be less than there was. */
  readonly isCapped: boolean;
  readonly regularity: Regularity;
  /** In the order that they were given in. */
  readonly of: readonly Finding[];
}

/** Accounts with the same role, from which on they are one cause. */
const MIN_ACCOUNTS = 2;

const ROLE = /^(arn:[^:]*:iam::)([^:]*)(:role\/.+)$/s;

/** Roles that AWS makes with the same name in every account, for whoever uses them. */
const COMMON_ROLE = /:role\/aws-(?:reserved|service-role)\//;

/**
 * Findings by who causes them, the most first.
 *
 * @param daysOfHistory days that have calls, at least one.
 */
export function causesOf(findings: readonly Finding[], daysOfHistory: number): Cause[] {
  const byWho = groupBy(findings, whoOf);
  const joined = joinAccounts(byWho);
  return [...joined]
    .map(([who, own]) => describe(who, own, daysOfHistory))
    .sort((a, b) => b.findings - a.findings || compareTexts(a.who, b.who));
}

/** The ARN of the role, whatever grouping it was found under; people of IAM Identity Center, and others, by themselves. */
function whoOf({ principal }: Finding): string {
  const { key, kind, arn, roleArn } = principal;
  const isPerson = roleArn !== undefined && COMMON_ROLE.test(roleArn) && arn !== undefined;
  if (roleArn !== undefined && !isPerson) {
    return roleArn;
  }
  return arn ?? (kind === 'role' ? key.slice('role:'.length) : key);
}

/** Puts roles together that only their accounts tell apart. */
function joinAccounts(byWho: ReadonlyMap<string, Finding[]>): Map<string, Finding[]> {
  const alike = groupBy([...byWho.keys()], (who) =>
    COMMON_ROLE.test(who) ? who : who.replace(ROLE, '$1*$3'),
  );
  return new Map(
    [...alike].flatMap(([name, members]) =>
      members.length < MIN_ACCOUNTS
        ? members.map((who) => [who, byWho.get(who) ?? []] as const)
        : [[name, members.flatMap((who) => byWho.get(who) ?? [])] as const],
    ),
  );
}

function describe(who: string, own: readonly Finding[], daysOfHistory: number): Cause {
  const evidence = own.map((finding) => finding.evidence);
  // Sessions are named anew each time by some; accounts are not.
  const series = groupBy(own, ({ principal, rule }) => `${rule.id} ${principal.accountId}`);
  const spans = own.map(spanOf);
  const userAgents = distinct(evidence.flatMap((one) => one.userAgents));
  return {
    who,
    ...(ROLE.test(who) && { roleArn: who }),
    accounts: distinct(own.flatMap(({ principal }) => principal.accountId ?? [])),
    rules: distinct(own.map(({ rule }) => rule.id)),
    findings: own.length,
    repeats: own.filter(({ repeatOf }) => repeatOf !== undefined).length,
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
    of: own,
  };
}

function spanOf({ evidence }: Finding): [first: number, last: number] {
  return [parseEventTime(evidence.firstCall) ?? 0, parseEventTime(evidence.lastCall) ?? 0];
}

function groupBy<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const known = groups.get(key);
    if (known === undefined) {
      groups.set(key, [value]);
    } else {
      known.push(value);
    }
  }
  return groups;
}

function distinct<Text extends string>(texts: readonly Text[]): Text[] {
  return [...new Set(texts)].sort(compareTexts);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((highest, number) => Math.max(highest, number), 0);
}
