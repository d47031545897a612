import type { Finding } from '../detection/finding';
import type { Incident, TimelineLine } from '../detection/incident/incident';
import { isAbove, type Severity } from '../detection/rules/rule';
import { counted } from '../detection/severity/signal';
import { formatSecond } from '../detection/time';
import { type AlertDecision, alertDecisionsOf } from '../tuning/alert-counts';
import { concerns, type Explanation } from './explain';

/** Lines that say why a sweep was found or not, and whether it alerts. Owners choose the ids of entries and the tickets. */
export function verdictOf(explanation: Explanation, notifyFrom: Severity): string[] {
  const { findings, incidentFindings, incidents } = explanation;
  const decisions = alertDecisionsOf(incidentFindings, notifyFrom);
  const decisionOf = new Map(incidentFindings.map(({ id }, index) => [id, decisions[index]]));
  return findings.length === 0
    ? notFound(explanation)
    : findings.flatMap((finding, index) => [
        `FOUND ${finding.id}`,
        `  ${alertText(finding, decisionOf.get(finding.id), notifyFrom)}`,
        `  ${incidentText(finding, incidentFindings)}`,
        ...evidenceLines(finding),
        ...incidents
          .filter((one) => findings.findIndex((other) => concerns(one, other)) === index)
          .flatMap((one) => watchedLines(one, notifyFrom)),
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

/** What the caller did besides sweeping, and what that adds. */
function watchedLines(
  { id, severity, score, reasons, timeline, totals }: Incident,
  notifyFrom: Severity,
): string[] {
  if (totals.watchedCalls === 0) {
    return [];
  }
  const added = reasons.filter((reason) => reason.id.startsWith('watched-'));
  const calls = counted(totals.watchedCalls, 'watched call');
  const reached = `severity ${severity} (${score}/100)`;
  return [
    added.length === 0
      ? `  ${id} has ${calls}, without effect on its score`
      : `  ${id} has ${calls}. ${isAbove(notifyFrom, severity) ? 'No alert' : 'Alert'}: with them, it reaches ${reached}.`,
    ...added.map(({ points, sentence }) => `    +${points}  ${sentence}`),
    ...timeline.flatMap((line) => watchedLine(line) ?? []),
  ];
}

function watchedLine(line: TimelineLine): string | undefined {
  if (line.kind === 'sweep') {
    return undefined;
  }
  const { time, eventName, count, regions, errorCode, details } = line;
  const facts = [
    ...(errorCode === undefined ? [] : [`failed with ${errorCode}`]),
    ...Object.entries(details).map(([label, value]) => `${label} ${value}`),
  ];
  return [
    `    ${time}  ${eventName}: ${counted(count, 'call')} in ${regions.join(', ')}`,
    ...facts,
  ].join('; ');
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
