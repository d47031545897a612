import type { Finding } from '../detection/finding';
import { accountIdOf, formatDuration, matchOf, spanSeconds } from './facts';

/** SNS takes subjects of fewer than 100 characters. */
const MAX_SUBJECT_LENGTH = 99;

/** Beyond it the exact number tells nobody more and costs room. AWS has fewer than forty regions. */
const MAX_REGION_COUNT = 999;

/**
 * One line that says what happened, for example
 * `LOW: DescribeInstances in 17 regions within 2 s, account 111122223333`.
 * It holds no text that a caller can choose: mail filters and people act on it.
 */
export function renderHeadline(finding: Finding): string {
  const { regionCount, atLeast } = finding.evidence;
  const isMore = atLeast || regionCount > MAX_REGION_COUNT;
  const regions = `${Math.min(regionCount, MAX_REGION_COUNT)}${isMore ? '+' : ''} regions`;
  const duration = formatDuration(spanSeconds(finding.evidence));
  const accountId = accountIdOf(finding);
  const account = accountId === undefined ? 'unknown account' : `account ${accountId}`;
  const severity = finding.severity.toUpperCase();
  return `${severity}: ${matchOf(finding).eventName} in ${regions} within ${duration}, ${account}`;
}

/**
 * The subject of the message: printable ASCII, one line, fewer than 100 characters.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function renderSubject(finding: Finding): string {
  return `[RegionSweep] ${renderHeadline(finding)}`.slice(0, MAX_SUBJECT_LENGTH);
}
