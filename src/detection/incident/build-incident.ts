import { type Finding, isCovered } from '../finding';
import { SEVERITIES } from '../rules/rule';
import { byWeight, MAX_SCORE } from '../severity/assess';
import { compareTexts } from '../text';
import { formatMilliseconds } from '../time';
import type { AcknowledgementNote } from './acknowledgement';
import { describeIdentity } from './identity';
import {
  INCIDENT_SCHEMA_VERSION,
  type Incident,
  type IncidentTotals,
  MAX_FINDINGS,
  MAX_TIMELINE,
  type SweepLine,
  type TimelineLine,
  type WatchedLine,
  type WatchedReason,
} from './incident';
import type { IncidentState } from './ledger';
import { mainLines } from './main-lines';

/** What the actors of an incident did besides sweeping. */
export interface WatchedPart {
  readonly lines: readonly WatchedLine[];
  readonly reasons: readonly WatchedReason[];
  /** What they add to the score. */
  readonly points: number;
  /** False where there is more. */
  readonly isComplete: boolean;
}

const NOTHING_WATCHED: WatchedPart = { lines: [], reasons: [], points: 0, isComplete: true };

/** The parts of an incident. */
export interface IncidentParts {
  /** The key of its identity. */
  readonly identity: string;
  readonly state: IncidentState;
  /** How many sweeps it has had. */
  readonly sweepCount: number;
  /** Those that were read; at least one. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** @default none */
  readonly watched?: WatchedPart | undefined;
  /** @default open */
  readonly status?: Incident['status'];
  readonly isOngoing?: boolean;
  /** @default nobody acknowledged it */
  readonly acknowledgement?: AcknowledgementNote | undefined;
}

/** The incident as people and programs get it: a pure function of its ledger entry and the findings. */
export function buildIncident(parts: IncidentParts): Incident {
  const { identity, state, watched = NOTHING_WATCHED, status = 'open' } = parts;
  const findings = [...parts.findings].sort(bySeverity);
  const lead = leadAmong(parts.findings);
  const shown = findings
    .slice(0, MAX_FINDINGS)
    .map((finding) => ({ ...finding, incidentId: state.id, status }));
  return {
    schemaVersion: INCIDENT_SCHEMA_VERSION,
    id: state.id,
    identity: describeIdentity(identity),
    status,
    ...(state.follows !== undefined && { follows: state.follows }),
    ...(state.mergedInto !== undefined && { mergedInto: state.mergedInto }),
    ...(parts.isOngoing && { isOngoing: true }),
    ...(parts.acknowledgement && { acknowledgement: parts.acknowledgement }),
    severity: state.worth.severity,
    score: Math.min(MAX_SCORE, lead.score + watched.points),
    reasons: [...lead.reasons, ...watched.reasons].sort(byWeight),
    openedAt: formatMilliseconds(state.openedAt),
    ...activityOf(findings, watched.lines),
    findings: shown as [Finding, ...Finding[]],
    timeline: timelineOf(findings, watched.lines, lead.id),
    totals: totalsOf(parts),
  };
}

/** The most severe of some findings, which leads their incident. */
export function leadAmong(findings: readonly [Finding, ...Finding[]]): Finding {
  return [...findings].sort(bySeverity)[0] as Finding;
}

function totalsOf({
  state,
  sweepCount,
  findings,
  watched = NOTHING_WATCHED,
}: IncidentParts): IncidentTotals {
  const evidence = findings.map((finding) => finding.evidence);
  const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);
  const distinct = (lists: readonly (readonly string[])[]): number => new Set(lists.flat()).size;
  return {
    sweeps: sweepCount,
    calls: distinct(evidence.map(({ eventIds }) => eventIds)) + sum(evidence.map(unlistedCalls)),
    regions: distinct(evidence.map(({ regions }) => regions)),
    denied: sum(evidence.map(({ deniedCount }) => deniedCount)),
    accounts: distinct(evidence.map(({ accountIds }) => accountIds)),
    actors: Math.max(1, state.actors.length),
    watchedCalls: sum(watched.lines.map(({ count }) => count)),
    atLeast:
      findings.length < sweepCount ||
      !watched.isComplete ||
      evidence.some(({ atLeast }) => atLeast),
  };
}

/** A caller of a dropped sweep does not move the ends by much: the first sweep and the recent ones stay. */
function activityOf(
  findings: readonly Finding[],
  watched: readonly WatchedLine[],
): Pick<Incident, 'firstActivity' | 'lastActivity'> {
  const lines = [...findings.map(lineOf), ...watched];
  return {
    firstActivity: lines.map(({ time }) => time).sort(compareTexts)[0] as string,
    lastActivity: lines
      .map(({ until }) => until)
      .sort(compareTexts)
      .at(-1) as string,
  };
}

/** A finding lists only so many IDs. A call in two findings then counts twice, and the total is still close. */
function unlistedCalls({ callCount, eventIds }: Finding['evidence']): number {
  return callCount - eventIds.length;
}

function timelineOf(
  findings: readonly Finding[],
  watched: readonly WatchedLine[],
  leadId: string,
): readonly TimelineLine[] {
  const lines: TimelineLine[] = [...findings.map(lineOf), ...watched];
  const byTime = lines.sort(
    (a, b) => compareTexts(a.time, b.time) || compareTexts(a.until, b.until),
  );
  return mainLines(byTime, leadId, MAX_TIMELINE);
}

function lineOf({ id, rule, principal, severity, evidence }: Finding): SweepLine {
  return {
    kind: 'sweep',
    time: evidence.firstCall,
    until: evidence.lastCall,
    findingId: id,
    ruleId: rule.id,
    principalKey: principal.key,
    severity,
    regionCount: evidence.regionCount,
    callCount: evidence.callCount,
  };
}

/** What the allow-list covers comes last. */
function bySeverity(a: Finding, b: Finding): number {
  return (
    Number(isCovered(a)) - Number(isCovered(b)) ||
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    b.score - a.score ||
    compareTexts(a.window.start, b.window.start) ||
    compareTexts(a.id, b.id)
  );
}
