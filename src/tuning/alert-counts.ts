import { type AllowlistNote, type Finding, isCovered } from '../detection/finding';
import { groupBy } from '../detection/group-by';
import { isAbove, SEVERITIES, type Severity } from '../detection/rules/rule';
import { compareTexts } from '../detection/text';

/** How many alerts the findings would have caused. */
export interface AlertCounts {
  /** Notifications of kind *opened* and *escalated*; those of kind *closed* are not counted. */
  readonly notifications: number;
  readonly perDay: number;
  /** On the worst day. */
  readonly mostOnADay: number;
  /** By the severity in the notification. */
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>;
  /** No alert: no more severe than the last alert about their incident. */
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
  /** No more severe than the last alert about its incident, which described the finding with this ID. */
  | { readonly kind: 'repeat'; readonly of: string };

/**
 * Decides for each finding, in its final state, whether it would have caused an alert: the first one of an incident that
 * is worth an alert, and each one that is more severe than the last alert. Of findings that one call completes, the most
 * severe decides. A severity that rises during a sweep counts once.
 *
 * @returns the decisions in the order of the findings.
 */
export function alertDecisionsOf(
  findings: readonly Finding[],
  notifyFrom: Severity,
): AlertDecision[] {
  const alerts = new Map<string, Finding>();
  const decisions = new Map<Finding, AlertDecision>();
  for (const finding of [...findings].sort(byDetection)) {
    const { incidentId, severity, allowlist } = finding;
    const last = alerts.get(incidentId);
    if (allowlist !== undefined && isCovered(finding)) {
      decisions.set(finding, { kind: 'covered', by: allowlist });
    } else if (isAbove(notifyFrom, severity)) {
      decisions.set(finding, { kind: 'below' });
    } else if (last !== undefined && !isAbove(severity, last.severity)) {
      decisions.set(finding, { kind: 'repeat', of: last.id });
    } else {
      alerts.set(incidentId, finding);
      decisions.set(finding, { kind: 'alert' });
    }
  }
  return findings.map((finding) => decisions.get(finding) as AlertDecision);
}

function byDetection(a: Finding, b: Finding): number {
  return (
    compareTexts(a.detectedAt, b.detectedAt) ||
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)
  );
}

/**
 * Counts the decisions of {@link alertDecisionsOf}.
 *
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
