import { type Finding, isCovered } from '../detection/finding';
import { isAbove, type Severity } from '../detection/rules/rule';
import { formatSecond } from '../detection/time';
import type { Explanation } from './explain';

/** Lines that say why a sweep was found or not, and whether it alerts. Owners choose the ids of entries and the tickets. */
export function verdictOf(explanation: Explanation, notifyFrom: Severity): string[] {
  return explanation.findings.length === 0
    ? notFound(explanation)
    : explanation.findings.flatMap((finding) => found(finding, notifyFrom));
}

function found(finding: Finding, notifyFrom: Severity): string[] {
  const { id, window, evidence, thresholds, severity, score, reasons } = finding;
  const atLeast = evidence.atLeast ? 'at least ' : '';
  return [
    `FOUND ${id}`,
    `  ${alertText(finding, notifyFrom)}`,
    `  ${atLeast}${evidence.regionCount} regions (${thresholds.minRegions} needed) and ${atLeast}${evidence.callCount} calls (${thresholds.minCalls} needed) in ${window.windowing} windows of ${window.seconds} s, from ${window.start} to ${window.end}`,
    `  severity ${severity} (${score}/100):`,
    ...reasons.map(({ points, sentence }) => `    ${points < 0 ? '' : '+'}${points}  ${sentence}`),
  ];
}

function alertText(finding: Finding, notifyFrom: Severity): string {
  const { repeatOf, severity, allowlist } = finding;
  const broken = (allowlist?.brokenCeilings ?? [])
    .map(({ ceiling, seen, allowed }) => `${ceiling} ${seen}, allowed ${allowed}`)
    .join('; ');
  const entry =
    broken === '' ? '' : ` Allow-list entry ${allowlist?.entryId} does not cover it: ${broken}.`;
  if (isCovered(finding)) {
    return `No alert: allow-list entry ${allowlist?.entryId} covers it (${allowlist?.ticket}).`;
  }
  if (isAbove(notifyFrom, severity)) {
    return `No alert: severity ${severity} is below notifyFrom (${notifyFrom}).${entry}`;
  }
  if (repeatOf !== undefined) {
    return `No alert unless its severity is higher: it repeats ${repeatOf} (renotifyMinutes).${entry}`;
  }
  return `Alert: severity ${severity} reaches notifyFrom (${notifyFrom}).${entry}`;
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
