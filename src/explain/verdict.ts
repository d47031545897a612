import { isCovered } from '../detection/covered';
import type { Finding } from '../detection/finding';
import { isAbove, type Severity } from '../detection/rules/rule';
import { formatSecond } from '../detection/time';
import type { Explanation } from './explain';

/** Why a sweep was found or not, and whether people are told: a line each. Ids of entries and tickets are their owners'. */
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
    `  ${atLeast}${evidence.regionCount} regions (${thresholds.minRegions} needed) and ${atLeast}${evidence.callCount} calls (${thresholds.minCalls} needed), in ${window.windowing} windows of ${window.seconds} s from ${window.start} to ${window.end}`,
    `  severity ${severity}, score ${score}:`,
    ...reasons.map(({ points, sentence }) => `    ${points < 0 ? '' : '+'}${points}  ${sentence}`),
    `  ${alertText(finding, notifyFrom)}`,
  ];
}

function alertText(finding: Finding, notifyFrom: Severity): string {
  const { repeatOf, severity, allowlist } = finding;
  const broken = (allowlist?.brokenCeilings ?? [])
    .map(({ ceiling, seen, allowed }) => `${ceiling} ${seen}, allowed ${allowed}`)
    .join('; ');
  const entry =
    broken === '' ? '' : ` The allow-list does not cover it: ${allowlist?.entryId} has ${broken}.`;
  if (isCovered(finding)) {
    return `People are not told: ${allowlist?.entryId} of the allow-list covers it (${allowlist?.ticket}).`;
  }
  if (isAbove(notifyFrom, severity)) {
    return `People are not told: the severity is below ${notifyFrom} (notifyFrom).${entry}`;
  }
  if (repeatOf !== undefined) {
    return `People are told only if it is worse than what was said: it repeats ${repeatOf} (renotifyMinutes).${entry}`;
  }
  return `People are told.${entry}`;
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
  const lines = [
    'NOT FOUND',
    `  nearest: ${nearest.regions} of ${minRegions} regions and ${nearest.calls} of ${minCalls} calls in one ${window}, from ${formatSecond(nearest.start)}`,
  ];
  if (shortestSeconds === undefined) {
    return [
      ...lines,
      `  no window of any length reaches the thresholds here: ${regionsInAll} regions and ${callsInAll} calls in the whole history`,
    ];
  }
  return shortestSeconds <= windowSeconds && windowing === 'tumbling'
    ? [...lines, '  the edge of a window cuts it in two: sliding windows of this length find it']
    : [
        ...lines,
        `  the thresholds are reached within ${shortestSeconds} s: sliding windows of that length find it`,
      ];
}
