import type { Unseen } from './look';

/** The checks, in the order in which they are made: what comes first can explain what comes later. */
export const CHECK_IDS = [
  'stack',
  'trail',
  'trail-files',
  'regions',
  'rules',
  'permissions',
  'forwarders',
  'bus-policy',
  'organization',
  'stack-sets',
  'control-policies',
  'quotas',
  'subscriptions',
  'alarms',
  'dead-letters',
  'arrival',
  'test-calls',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** `unknown`: AWS did not show enough. It never counts as `ok`. */
export type CheckResult = 'ok' | 'broken' | 'unknown';

/** One check, as scripts read it: the names of the members are stable. */
export interface Check {
  readonly id: CheckId;
  readonly result: CheckResult;
  /** What was looked at. */
  readonly looked: string;
  /** What was found, as sentences. */
  readonly found: readonly string[];
  /** Why it matters. */
  readonly why: string;
  /** Commands or steps that fix it. Empty if there is nothing to fix. */
  readonly fix: readonly string[];
  /** Permissions that the credentials lack. */
  readonly missingPermissions: readonly string[];
}

/** What a judge has found out. */
export interface Findings {
  readonly looked: string;
  readonly why: string;
  /** What works, as sentences. */
  readonly fine?: readonly string[];
  /** What is broken, each with its fix. */
  readonly problems?: readonly Problem[];
  /** What cannot be decided yet, each with what to do. */
  readonly undecided?: readonly Problem[];
  readonly unseen?: readonly Unseen[];
}

export interface Problem {
  readonly found: string;
  readonly fix: string;
}

/** Broken if anything is broken; otherwise unknown if anything was not seen. */
export function checkOf(id: CheckId, findings: Findings): Check {
  const { looked, why, fine = [], problems = [], undecided = [], unseen = [] } = findings;
  const isDecided = undecided.length + unseen.length === 0;
  return {
    id,
    result: problems.length > 0 ? 'broken' : isDecided ? 'ok' : 'unknown',
    looked,
    found: [
      ...[...problems, ...undecided].map(({ found }) => found),
      ...distinct(unseen.map(unseenText)),
      ...(problems.length === 0 && isDecided ? fine : []),
    ],
    why,
    fix: distinct([...[...problems, ...undecided].map(({ fix }) => fix), ...unseen.map(unseenFix)]),
    missingPermissions: distinct(
      unseen.filter(({ kind }) => kind === 'denied').map(({ permission }) => permission),
    ),
  };
}

/** The worst result: what is broken counts more than what is unknown. */
export function worstOf(checks: readonly Check[]): CheckResult {
  const results = new Set(checks.map(({ result }) => result));
  return (['broken', 'unknown'] as const).find((result) => results.has(result)) ?? 'ok';
}

function unseenText({ kind, permission, reason }: Unseen): string {
  return kind === 'denied'
    ? `AWS denied ${permission}, so doctor cannot see this.`
    : `${permission} failed (${reason}), so doctor cannot see this.`;
}

function unseenFix({ kind, permission }: Unseen): string {
  return kind === 'denied'
    ? `Allow ${permission}, or use credentials that have it.`
    : 'Check the network and the region, then run doctor again.';
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
