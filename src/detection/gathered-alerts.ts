import { isAbove, SEVERITIES, type Severity } from './rules/rule';
import { compareTexts } from './text';
import { formatSecond } from './time';

/** Maximum numbers of names in a summary. */
const MAX_IDENTITIES = 10;
const MAX_INCIDENTS = 20;

/** An alert that a bound held back. */
export interface HeldAlert {
  readonly severity: Severity;
  readonly identity: string;
  readonly incidentId: string;
}

/** An identity, with the number of its alerts and the severity of the worst. */
interface HeldIdentity {
  readonly identity: string;
  readonly count: number;
  readonly severity: Severity;
}

/** A summary of the alerts that were held back in one period. */
export interface GatheredAlerts {
  /** They were above a bound, or their incidents are old. */
  readonly why: 'bound' | 'old';
  readonly total: number;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  /** The most severe first; without severities that did not occur. */
  readonly bySeverity: readonly { readonly severity: Severity; readonly count: number }[];
  /** The most severe first, then those with the most alerts: many low alerts must not hide a high one. */
  readonly identities: readonly HeldIdentity[];
  readonly identityCount: number;
  /** The first of them, the most severe first. */
  readonly incidentIds: readonly string[];
  readonly incidentCount: number;
}

/**
 * Summarizes held-back alerts.
 *
 * @param start of the period, in seconds since the epoch.
 */
export function gatherAlerts(
  held: readonly HeldAlert[],
  start: number,
  seconds: number,
): Omit<GatheredAlerts, 'why'> {
  const severities = [...SEVERITIES].reverse();
  const identities = identitiesOf(held);
  const bySeverity = severities.map((severity) => ({
    severity,
    alerts: held.filter((alert) => alert.severity === severity),
  }));
  const incidentIds = [
    ...new Set(bySeverity.flatMap(({ alerts }) => alerts.map(({ incidentId }) => incidentId))),
  ];
  return {
    total: held.length,
    start: formatSecond(start),
    end: formatSecond(start + seconds),
    bySeverity: bySeverity
      .map(({ severity, alerts }) => ({ severity, count: alerts.length }))
      .filter(({ count }) => count > 0),
    identities: identities.slice(0, MAX_IDENTITIES),
    identityCount: identities.length,
    incidentIds: incidentIds.slice(0, MAX_INCIDENTS),
    incidentCount: incidentIds.length,
  };
}

function identitiesOf(held: readonly HeldAlert[]): HeldIdentity[] {
  const worst = new Map<string, Severity>();
  for (const { identity, severity } of held) {
    const known = worst.get(identity);
    if (known === undefined || isAbove(severity, known)) {
      worst.set(identity, severity);
    }
  }
  return countBy(held.map(({ identity }) => identity))
    .map(([identity, count]) => ({ identity, count, severity: worst.get(identity) as Severity }))
    .sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
}

/** How often each text occurs, the most frequent first. */
export function countBy(texts: readonly string[]): [text: string, count: number][] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([a, more], [b, less]) => less - more || compareTexts(a, b));
}
