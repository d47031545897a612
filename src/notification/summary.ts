import type { Finding } from '../detection/finding';
import { type Incident, leadOf } from '../detection/incident/incident';
import type { IncidentChange } from '../detection/notification';
import { aftermathOf, isWithoutSweep, namesInWords } from './aftermath';
import { accountIdOf, eventNamesOf, formatDuration, formatTime, spanSeconds } from './facts';
import { headlineName } from './principal-name';
import { regionsInWords } from './regions';
import type { RenderOptions } from './render-options';

/**
 * What the principal did, for example `called DescribeInstances in 17 of 34 regions within 33 s (… UTC), then
 * RunInstances and CreateUser.`
 */
export function renderCalls(incident: Incident, options: RenderOptions = {}): string {
  const lead = leadOf(incident);
  const after = aftermathOf(incident);
  if (after === undefined) {
    return `${renderSweep(lead, options)}.`;
  }
  const { time, gap, isFailed } = after;
  const names = namesInWords(after);
  return isWithoutSweep(incident)
    ? `${isFailed ? 'failed to call' : 'called'} ${names} at ${formatTime(time)}, ${gap} after a sweep (${sweepInWords(lead, options)}).`
    : `${renderSweep(lead, options)}, then ${names}.`;
}

/** For example `called DescribeInstances in 17 of 34 regions within 33 s (2026-03-14 09:26:40 UTC)`. */
export function renderSweep(finding: Finding, options: RenderOptions = {}): string {
  return `called ${sweepInWords(finding, options)} (${formatTime(finding.evidence.firstCall)})`;
}

/** For example `DescribeInstances in 17 of 34 regions within 33 s`. */
function sweepInWords(finding: Finding, options: RenderOptions): string {
  const { evidence } = finding;
  const duration = formatDuration(spanSeconds(evidence));
  return `${eventNamesOf(finding).join(' and ')} in ${regionsInWords(evidence, options)} within ${duration}`;
}

/** Who made a sweep, in one sentence without any text that a caller can choose. */
export function renderSummary(finding: Finding): string {
  return `${whoOf(finding)} ${renderSweep(finding)}.`;
}

function whoOf(finding: Finding): string {
  const accountId = accountIdOf(finding);
  const account = accountId === undefined ? '(unknown account)' : `@${accountId}`;
  return `${headlineName(finding).full} ${account}`;
}

/** What became of the incident, and what happened in its worst sweep and after it. */
export function renderLead(change: IncidentChange): string {
  const { incident } = change;
  const { severity } = incident;
  const summary = `${whoOf(leadOf(incident))} ${renderCalls(incident)}`;
  switch (change.kind) {
    case 'opened':
      return summary;
    case 'escalated':
      return `The severity rose from ${change.from} to ${severity}. ${summary}`;
    case 'updated':
      return `A new actor made a sweep. ${summary}`;
    case 'closed':
      return `The incident is over. ${summary}`;
  }
}

/** How far the reader can trust the counts of a message. */
export function countsCaveat({ kind, incident }: IncidentChange): string {
  if (leadOf(incident).evidence.atLeast) {
    return 'Lower bounds: the sweep has more calls than RegionSweep keeps.';
  }
  return kind === 'closed' || isWithoutSweep(incident)
    ? 'Final: the sweep is over.'
    : 'So far: RegionSweep alerts at once, so the sweep may continue.';
}
