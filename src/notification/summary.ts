import type { Finding } from '../detection/finding';
import { leadOf } from '../detection/incident/incident';
import type { IncidentChange } from '../detection/notification';
import { accountIdOf, eventNamesOf, formatDuration, formatTime, spanSeconds } from './facts';
import { headlineName } from './principal-name';
import { regionsInWords } from './regions';
import type { RenderOptions } from './render-options';

/** What the principal did, for example `called DescribeInstances in 17 of 34 regions within 33 s (… UTC).` */
export function renderCalls(finding: Finding, options: RenderOptions = {}): string {
  const { evidence } = finding;
  const regions = regionsInWords(evidence, options);
  const duration = formatDuration(spanSeconds(evidence));
  return `called ${eventNamesOf(finding).join(' and ')} in ${regions} within ${duration} (${formatTime(evidence.firstCall)}).`;
}

/** Who did what, in one sentence without any text that a caller can choose. */
export function renderSummary(finding: Finding): string {
  const accountId = accountIdOf(finding);
  const account = accountId === undefined ? '(unknown account)' : `@${accountId}`;
  return `${headlineName(finding).full} ${account} ${renderCalls(finding)}`;
}

/** What became of the incident, and what happened in its worst sweep. */
export function renderLead(change: IncidentChange): string {
  const { severity } = change.incident;
  const summary = renderSummary(leadOf(change.incident));
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
  return kind === 'closed'
    ? 'Final: the sweep is over.'
    : 'So far: RegionSweep alerts at once, so the sweep may continue.';
}
