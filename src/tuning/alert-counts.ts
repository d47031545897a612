import { type AllowlistNote, type Finding, isCovered } from '../detection/finding';
import { isAbove, SEVERITIES, type Severity } from '../detection/rules/rule';
import { groupBy } from './group-by';

/** How many alerts the findings would have caused. */
export interface AlertCounts {
  /** Notifications of kind *opened* and *escalated*; those of kind *closed* are not counted. */
  readonly notifications: number;
  readonly perDay: number;
  /** On the worst day. */
  readonly mostOnADay: number;
  /** By the severity in the notification. */
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>;
  /** No alert: they repeat others within `renotifyMinutes`. */
  readonly repeats: number;
  /** No alert: their severity is below `notifyFrom`. */
  readonly below: number;
  /** No alert: the allow-list covers them. */
  readonly covered: number;
}

/** Whether a finding would have caused an alert, and if not, why. */
export type AlertDecision =
  | { readonly kind: 'alert' }
  /** Its severity is below `notifyFrom`. */
  | { readonly kind: 'below' }
  | { readonly kind: 'covered'; readonly by: AllowlistNote }
  /** No more severe than the last alert about the finding with this id. */
  | { readonly kind: 'repeat'; readonly of: string };

/**
 * Decides for each finding, in its final state, whether it would have caused an alert. Like the detector, a repeat
 * causes one if it is more severe than the last alert about the finding it repeats. A severity that rises during a sweep
 * counts once.
 *
 * @param findings by the time of their window.
 */
export function alertDecisionsOf(
  findings: readonly Finding[],
  notifyFrom: Severity,
): AlertDecision[] {
  const alerted = new Map<string, Severity>();
  return findings.map((finding): AlertDecision => {
    const { id, repeatOf, severity, allowlist } = finding;
    const head = repeatOf ?? id;
    const before = alerted.get(head);
    if (allowlist !== undefined && isCovered(finding)) {
      return { kind: 'covered', by: allowlist };
    }
    if (isAbove(notifyFrom, severity)) {
      return { kind: 'below' };
    }
    if (before !== undefined && !isAbove(severity, before)) {
      return { kind: 'repeat', of: head };
    }
    alerted.set(head, severity);
    return { kind: 'alert' };
  });
}

/**
 * Counts the decisions of {@link alertDecisionsOf}.
 *
 * @param findings by the time of their window.
 * @param days with calls, at least one.
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
  const byDay = groupBy(alerted, ({ detectedAt }) => detectedAt.slice(0, 10));
  const bySeverity = SEVERITIES.toReversed().map(
    (one) => [one, alerted.filter(({ severity }) => severity === one).length] as const,
  );
  return {
    notifications: alerted.length,
    repeats: countOf('repeat'),
    below: countOf('below'),
    covered: countOf('covered'),
    perDay: alerted.length / days,
    mostOnADay: Math.max(0, ...[...byDay.values()].map(({ length }) => length)),
    bySeverity: Object.fromEntries(bySeverity.filter(([, count]) => count > 0)),
  };
}
