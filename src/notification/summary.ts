import type { Finding } from '../detection/finding';
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
