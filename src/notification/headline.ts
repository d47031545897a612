import type { FindingChange } from '../detection/notification';
import { accountIdOf, formatDuration, matchOf, spanSeconds } from './facts';

/** SNS takes subjects of fewer than 100 characters. */
const MAX_SUBJECT_LENGTH = 99;

/** Beyond it the exact number tells nobody more and costs room. AWS has fewer than forty regions. */
const MAX_REGION_COUNT = 999;

/**
 * One line that says what happened, for example
 * `LOW: DescribeInstances in 17 regions within 2 s, account 111122223333` or
 * `CLOSED LOW: DescribeInstances in 30 regions, account 111122223333`.
 * It holds no text that a caller can choose: mail filters and people act on it.
 */
export function renderHeadline(notification: FindingChange): string {
  const { finding } = notification;
  const { regionCount, atLeast } = finding.evidence;
  const isMore = atLeast || regionCount > MAX_REGION_COUNT;
  const regions = `${Math.min(regionCount, MAX_REGION_COUNT)}${isMore ? '+' : ''} regions`;
  const accountId = accountIdOf(finding);
  const account = accountId === undefined ? 'unknown account' : `account ${accountId}`;
  return `${labelOf(notification)}: ${matchOf(finding).eventName} in ${regions}${durationOf(notification)}, ${account}`;
}

function labelOf({ kind, finding }: FindingChange): string {
  const severity = finding.severity.toUpperCase();
  switch (kind) {
    case 'opened':
      return severity;
    case 'escalated':
      return `ESCALATED TO ${severity}`;
    case 'closed':
      return `CLOSED ${severity}`;
  }
}

/** There is room for it in the first message only; the text of the others says it. */
function durationOf({ kind, finding }: FindingChange): string {
  return kind === 'opened' ? ` within ${formatDuration(spanSeconds(finding.evidence))}` : '';
}

/**
 * The subject of the message: printable ASCII, one line, fewer than 100 characters.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function renderSubject(notification: FindingChange): string {
  return `[RegionSweep] ${renderHeadline(notification)}`.slice(0, MAX_SUBJECT_LENGTH);
}
