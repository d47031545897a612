import type { Finding } from '../detection/finding';
import type { Severity } from '../detection/rules/rule';
import { formatSecond } from '../detection/time';
import { type AlertDecision, alertDecisionsOf } from '../tuning/alert-counts';
import type { Explanation } from './explain';

/** Lines that say why a sweep was found or not, and whether it alerts. Owners choose the ids of entries and the tickets. */
export function verdictOf(explanation: Explanation, notifyFrom: Severity): string[] {
  const { findings, incidentFindings } = explanation;
  const decisions = alertDecisionsOf(incidentFindings, notifyFrom);
  const decisionOf = new Map(incidentFindings.map(({ id }, index) => [id, decisions[index]]));
  return findings.length === 0
    ? notFound(explanation)
    : findings.flatMap((finding) => [
        `FOUND ${finding.id}`,
        `  ${alertText(finding, decisionOf.get(finding.id), notifyFrom)}`,
        `  ${incidentText(finding, incidentFindings)}`,
        ...evidenceLines(finding),
      ]);
}

function evidenceLines({ window, evidence, thresholds, severity, score, reasons }: Finding) {
  const atLeast = evidence.atLeast ? 'at least ' : '';
  return [
    `  ${atLeast}${evidence.regionCount} regions (${thresholds.minRegions} needed) and ${atLeast}${evidence.callCount} calls (${thresholds.minCalls} needed) in ${window.windowing} windows of ${window.seconds} s, from ${window.start} to ${window.end}`,
    `  severity ${severity} (${score}/100):`,
    ...reasons.map(({ points, sentence }) => `    ${points < 0 ? '' : '+'}${points}  ${sentence}`),
  ];
}

/** Which sweep of its incident a finding is, under any principal. */
function incidentText({ id, incidentId }: Finding, incidentFindings: readonly Finding[]): string {
  const own = incidentFindings.filter((other) => other.incidentId === incidentId);
  const number = own.findIndex((other) => other.id === id) + 1;
  return `sweep ${number} of ${own.length} in ${incidentId}`;
}

function alertText(
  { severity, allowlist }: Finding,
  decision: AlertDecision | undefined,
  notifyFrom: Severity,
): string {
  const broken = (allowlist?.brokenCeilings ?? [])
    .map(({ ceiling, seen, allowed }) => `${ceiling} ${seen}, allowed ${allowed}`)
    .join('; ');
  const entry =
    broken === '' ? '' : ` Allow-list entry ${allowlist?.entryId} does not cover it: ${broken}.`;
  switch (decision?.kind) {
    case 'covered':
      return `No alert: allow-list entry ${decision.by.entryId} covers it (${decision.by.ticket}).`;
    case 'below':
      return `No alert: severity ${severity} is below notifyFrom (${notifyFrom}).${entry}`;
    case 'repeat':
      return `No alert: its incident has alerted before, at no lower severity (${decision.of}).${entry}`;
    default:
      return `Alert: severity ${severity} reaches notifyFrom (${notifyFrom}).${entry}`;
  }
}

function notFound({
  settings,
  nearest,
  shortestSeconds,
  regionsInAll,
  callsInAll,
}: Explanation): string[] {
  const { minRegions, minCalls, windowSeconds, windowing } = settings;
  const window = `${windowing} window of ${windowSeconds} s`;
  const missing =
    shortestSeconds === undefined
      ? `no window of any length reaches the thresholds here; the whole history has ${regionsInAll} regions and ${callsInAll} calls`
      : shortestSeconds <= windowSeconds && windowing === 'tumbling'
        ? 'a window edge cuts the calls in two; sliding windows of this length find the sweep'
        : `the calls reach the thresholds within ${shortestSeconds} s; sliding windows of that length find the sweep`;
  return [
    'NOT FOUND',
    `  nearest: ${nearest.regions} of ${minRegions} regions and ${nearest.calls} of ${minCalls} calls in one ${window}, from ${formatSecond(nearest.start)}`,
    `  ${missing}`,
  ];
}
