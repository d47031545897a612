import { isCovered } from '../detection/covered';
import type { AllowlistNote, Finding } from '../detection/finding';
import { isAbove, SEVERITIES, type Severity } from '../detection/rules/rule';

/** How many notifications people would have got. */
export interface AlertCounts {
  /** Of findings that were opened, and of those whose severity rose above what was said; no summaries at their end. */
  readonly notifications: number;
  readonly perDay: number;
  /** On the worst day. */
  readonly mostOnADay: number;
  /** By the severity that is said. */
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>;
  /** Not told of: they repeat others within `renotifyMinutes`. */
  readonly repeats: number;
  /** Not told of: their severity is below `notifyFrom`. */
  readonly below: number;
  /** Not told of: the allow-list covers them. */
  readonly covered: number;
}

/** Whether people would be told of a finding; and why, where they would not. */
export type AlertDecision =
  | { readonly kind: 'alert' }
  /** Its severity is below `notifyFrom`. */
  | { readonly kind: 'below' }
  | { readonly kind: 'covered'; readonly by: AllowlistNote }
  /** No worse than what was said of the finding with this id. */
  | { readonly kind: 'repeat'; readonly of: string };

/**
 * Of each finding whether people would be told of it as it stands at the end. A repeat is told of when its severity is
 * above what was said of the finding that it repeats, as the detector does. Severities that rise while a sweep goes on
 * count once.
 *
 * @param findings by the time of their window.
 */
export function alertDecisionsOf(
  findings: readonly Finding[],
  notifyFrom: Severity,
): AlertDecision[] {
  const said = new Map<string, Severity>();
  return findings.map((finding): AlertDecision => {
    const { id, repeatOf, severity, allowlist } = finding;
    const head = repeatOf ?? id;
    const before = said.get(head);
    if (allowlist !== undefined && isCovered(finding)) {
      return { kind: 'covered', by: allowlist };
    }
    if (isAbove(notifyFrom, severity)) {
      return { kind: 'below' };
    }
    if (before !== undefined && !isAbove(severity, before)) {
      return { kind: 'repeat', of: head };
    }
    said.set(head, severity);
    return { kind: 'alert' };
  });
}

/**
 * What people would be told of findings in all, see {@link alertDecisionsOf}.
 *
 * @param findings by the time of their window.
 * @param days that have calls, at least one.
 */
export function alertCountsOf(
  findings: readonly Finding[],
  notifyFrom: Severity,
  days: number,
): AlertCounts {
  const decisions = alertDecisionsOf(findings, notifyFrom);
  const alerted = findings.filter((_finding, index) => decisions[index]?.kind === 'alert');
  const countOf = (kind: AlertDecision['kind']): number =>
    decisions.filter((decision) => decision.kind === kind).length;
  const byDay = countsOf(alerted.map(({ detectedAt }) => detectedAt.slice(0, 10)));
  const bySeverity = countsOf(alerted.map(({ severity }) => severity));
  return {
    notifications: alerted.length,
    repeats: countOf('repeat'),
    below: countOf('below'),
    covered: countOf('covered'),
    perDay: alerted.length / days,
    mostOnADay: Math.max(0, ...byDay.values()),
    bySeverity: Object.fromEntries(
      SEVERITIES.toReversed().flatMap((one) => {
        const count = bySeverity.get(one);
        return count === undefined ? [] : [[one, count]];
      }),
    ),
  };
}

function countsOf<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
