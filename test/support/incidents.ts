import type { Finding } from '../../src/detection/finding';
import { buildIncident, type WatchedPart } from '../../src/detection/incident/build-incident';
import { identityOf } from '../../src/detection/incident/identity';
import type { Incident, WatchedLine } from '../../src/detection/incident/incident';
import type { IncidentState } from '../../src/detection/incident/ledger';
import { parseEventTime } from '../../src/detection/time';

/** What an incident is made of, next to its findings. */
export interface IncidentSetup {
  readonly state?: Partial<IncidentState>;
  readonly sweepCount?: number;
  /** Lines alone add nothing to the score. */
  readonly watched?: readonly WatchedLine[] | WatchedPart;
  readonly status?: Incident['status'];
  readonly isOngoing?: boolean;
  readonly acknowledgement?: Incident['acknowledgement'];
}

/** The incident of findings, by way of the core. */
export function incidentOf(
  findings: Finding | readonly [Finding, ...Finding[]],
  { state, watched, ...setup }: IncidentSetup = {},
): Incident {
  const all = ('id' in findings ? [findings] : findings) as readonly [Finding, ...Finding[]];
  const [first] = all;
  const { incidentId, severity, detectedAt } = first;
  const openedAt = Date.parse(detectedAt);
  return buildIncident({
    identity: ownerOfFinding(first),
    state: {
      id: incidentId,
      first: Math.min(...all.map(({ evidence }) => parseEventTime(evidence.firstCall) as number)),
      last: Math.max(...all.map(({ evidence }) => parseEventTime(evidence.lastCall) as number)),
      openedAt,
      changedAt: openedAt,
      worth: { severity, audience: 'people' },
      actors: [],
      newActors: 0,
      ...state,
    },
    sweepCount: all.length,
    findings: all,
    watched: watched && ('lines' in watched ? watched : watchedPart(watched)),
    ...setup,
  });
}

/** Watched calls that add nothing to the score. */
export function watchedPart(lines: readonly WatchedLine[]): WatchedPart {
  return { lines, reasons: [], points: 0, isComplete: true };
}

/** The identity behind a finding, where only the finding is at hand: a principal of several callers is its own. */
function ownerOfFinding({ principal }: Pick<Finding, 'principal'>): string {
  const { arn, roleArn, type } = principal;
  const isShared = arn === undefined && roleArn === undefined && principal.kind === 'sourceIp';
  return isShared
    ? principal.key
    : identityOf(principal, { type, ...(arn && { arn }), ...(roleArn && { roleArn }) });
}
