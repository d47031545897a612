import { isCovered } from '../detection/covered';
import type { Finding } from '../detection/finding';
import { isAbove, SEVERITIES, type Severity } from '../detection/rules/rule';

/** How many notifications people would have got. */
export interface Told {
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

/**
 * What people would be told of findings as they stand at the end. A repeat is told of when its severity is above what
 * was said of the finding that it repeats, as the detector does. Severities that rise while a sweep goes on count once.
 *
 * @param findings by the time of their window.
 * @param days that have calls, at least one.
 */
export function toldOf(findings: readonly Finding[], notifyFrom: Severity, days: number): Told {
  const said = new Map<string, Severity>();
  const byDay = new Map<string, number>();
  const bySeverity: Partial<Record<Severity, number>> = {};
  const counts = { notifications: 0, repeats: 0, below: 0, covered: 0 };
  for (const finding of findings) {
    const { id, repeatOf, severity, detectedAt } = finding;
    const head = repeatOf ?? id;
    const before = said.get(head);
    if (isCovered(finding)) {
      counts.covered += 1;
    } else if (isAbove(notifyFrom, severity)) {
      counts.below += 1;
    } else if (before !== undefined && !isAbove(severity, before)) {
      counts.repeats += 1;
    } else {
      said.set(head, severity);
      counts.notifications += 1;
      bySeverity[severity] = (bySeverity[severity] ?? 0) + 1;
      const day = detectedAt.slice(0, 10);
      byDay.set(day, (byDay.get(day) ?? 0) + 1);
    }
  }
  return {
    ...counts,
    perDay: counts.notifications / days,
    mostOnADay: Math.max(0, ...byDay.values()),
    bySeverity: Object.fromEntries(
      SEVERITIES.toReversed().flatMap((one) =>
        bySeverity[one] === undefined ? [] : [[one, bySeverity[one]]],
      ),
    ),
  };
}
