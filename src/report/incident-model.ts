import type { Finding } from '../detection/finding';
import { identityOf } from '../detection/incident/identity';
import { SEVERITIES } from '../detection/rules/rule';
import { parseEventTime } from '../detection/time';
import { groupBy } from '../tuning/group-by';
import type { ReportIncident } from './model';
import { reportText } from './report-text';
import type { TextNumbers } from './text-numbers';

/** The incidents of the shown findings by ID, in the order of time. @param findings all, also those not shown. */
export function incidentModels(
  findings: readonly Finding[],
  shown: readonly Finding[],
  numbers: TextNumbers,
): ReadonlyMap<string, ReportIncident> {
  const ids = new Set(shown.map(({ incidentId }) => incidentId));
  const models = [...groupBy(findings, ({ incidentId }) => incidentId)]
    .filter(([id]) => ids.has(id))
    .map(([id, own]) => [id, incidentModel(id, own, numbers)] as const);
  return new Map(models.sort(([, a], [, b]) => a.start - b.start));
}

function incidentModel(
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
