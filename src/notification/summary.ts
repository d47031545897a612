import type { Finding } from '../detection/finding';
import type { FindingChange } from '../detection/notification';
import { accountIdOf, countOf, formatDuration, formatTime, matchOf, spanSeconds } from './facts';

/** What happened, in one sentence without any text that a caller can choose. */
export function renderSummary(finding: Finding): string {
  const { evidence, principal } = finding;
  const accountId = accountIdOf(finding);
  const who = principal.kind === 'role' ? 'One role' : 'One principal';
  const account = accountId === undefined ? 'an unknown account' : `account ${accountId}`;
  const regions = countOf(evidence.regionCount, 'region', evidence);
  const duration = formatDuration(spanSeconds(evidence));
  return `${who} of ${account} called ${matchOf(finding).eventName} in ${regions} within ${duration}, on ${formatTime(evidence.firstCall)}.`;
}

/** The first thing that a message says: what became of the finding, and what happened. */
export function renderLead(notification: FindingChange): string {
  const summary = renderSummary(notification.finding);
  switch (notification.kind) {
    case 'opened':
      return summary;
    case 'escalated':
      return `The severity rose from ${notification.from} to ${notification.finding.severity}. ${summary}`;
    case 'closed':
      return `The sweep is over; this sums it up. ${summary}`;
  }
}

/** Whether the counts of a message are all there is to count, as a sentence. */
export function countsCaveat({ kind, finding }: FindingChange): string {
  if (finding.evidence.atLeast) {
    return 'The counts are lower bounds: more calls came than are kept.';
  }
  switch (kind) {
    case 'opened':
      return 'The counts are exact for what had come in by then: this is sent at the threshold, and the sweep may go on.';
    case 'escalated':
      return 'The counts are exact for what had come in by then; the sweep may go on.';
    case 'closed':
      return 'The counts are exact: the sweep is over.';
  }
}
