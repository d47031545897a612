import type { Finding } from '../detection/finding';
import { groupBy } from '../detection/group-by';
import { identityOf } from '../detection/incident/identity';
import type { Incident } from '../detection/incident/incident';
import { SEVERITIES } from '../detection/rules/rule';
import { parseEventTime } from '../detection/time';
import { timelineEntries } from '../notification/timeline';
import type { ReportIncident } from './model';
import { reportText } from './report-text';
import type { TextNumbers } from './text-numbers';

type Models = ReadonlyMap<string, ReportIncident>;

/** The incidents with a finding that is shown, by ID, in the order of time. */
export function incidentModels(
  incidents: readonly Incident[],
  shown: readonly Finding[],
  numbers: TextNumbers,
): Models {
  const ids = new Set(shown.map(({ incidentId }) => incidentId));
  const findingIds = new Set(shown.map(({ id }) => id));
  return byStart(
    incidents
      .filter(
        ({ id, totals, findings }) =>
          // One without sweeps shows those of the incident that it follows.
          ids.has(id) || (totals.sweeps === 0 && findings.some((one) => findingIds.has(one.id))),
      )
      .map((incident) => [incident.id, incidentModel(incident, numbers)]),
  );
}

/**
 * The incidents of findings, where only the findings are known.
 *
 * @param findings all, also those not shown.
 */
export function incidentModelsOf(
  findings: readonly Finding[],
  shown: readonly Finding[],
  numbers: TextNumbers,
): Models {
  const ids = new Set(shown.map(({ incidentId }) => incidentId));
  return byStart(
    [...groupBy(findings, ({ incidentId }) => incidentId)]
      .filter(([id]) => ids.has(id))
      .map(([id, own]) => [id, modelOfFindings(id, own, numbers)]),
  );
}

function byStart(models: readonly (readonly [string, ReportIncident])[]): Models {
  return new Map([...models].sort(([, a], [, b]) => a.start - b.start));
}

function incidentModel(incident: Incident, numbers: TextNumbers): ReportIncident {
  const { id, severity, score, identity, totals, timeline, reasons } = incident;
  const watched = reasons.filter((reason) => reason.id.startsWith('watched-'));
  const entries = totals.watchedCalls === 0 ? [] : timelineEntries(incident, timeline, reportText);
  return {
    id: reportText(id, 128),
    severity: SEVERITIES.indexOf(severity),
    score,
    who: numbers.of(reportText(identity.key)),
    start: parseEventTime(incident.firstActivity) ?? 0,
    end: parseEventTime(incident.lastActivity) ?? 0,
    sweeps: totals.sweeps,
    regions: totals.regions,
    calls: totals.calls,
    timeline: entries.map(({ line, what, facts }) => [
      parseEventTime(line.time) ?? 0,
      numbers.of(reportText([what, ...facts].join('; '), MAX_LINE)),
    ]),
    reasons: watched.map(({ points, sentence }) =>
      numbers.of(reportText(`+${points}: ${sentence}`, MAX_LINE)),
    ),
  };
}

/** Longest line of a timeline. */
const MAX_LINE = 1024;

function modelOfFindings(
  id: string,
  own: readonly [Finding, ...Finding[]],
  numbers: TextNumbers,
): ReportIncident {
  const worst = own.reduce((most, one) => (rankOf(one) > rankOf(most) ? one : most));
  const evidence = own.map((finding) => finding.evidence);
  // A sweep under two principals has its calls twice. Findings list only so many of their IDs.
  const unlisted = evidence.map(({ callCount, eventIds }) => callCount - eventIds.length);
  const listed = new Set(evidence.flatMap(({ eventIds }) => eventIds)).size;
  const seconds = evidence.flatMap(({ firstCall, lastCall }) => [
    parseEventTime(firstCall) ?? 0,
    parseEventTime(lastCall) ?? 0,
  ]);
  return {
    id: reportText(id, 128),
    severity: SEVERITIES.indexOf(worst.severity),
    score: worst.score,
    who: numbers.of(reportText(identityKeyOf(worst))),
    start: seconds.reduce((least, second) => Math.min(least, second)),
    end: seconds.reduce((most, second) => Math.max(most, second)),
    sweeps: own.length,
    regions: new Set(evidence.flatMap(({ regions }) => regions)).size,
    calls: unlisted.reduce((sum, count) => sum + count, listed),
    timeline: [],
    reasons: [],
  };
}

function rankOf({ severity, score }: Finding): number {
  return SEVERITIES.indexOf(severity) * 1000 + score;
}

/** The identity behind a finding; a principal of several callers is its own. */
function identityKeyOf({ principal }: Finding): string {
  const { type, arn, roleArn } = principal;
  return identityOf(principal, {
    type,
    ...(arn !== undefined && { arn }),
    ...(roleArn !== undefined && { roleArn }),
  });
}
