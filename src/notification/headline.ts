import type { Finding } from '../detection/finding';
import { leadOf } from '../detection/incident/incident';
import type { IncidentChange } from '../detection/notification';
import { accountIdOf, eventNamesOf, formatDuration, spanSeconds } from './facts';
import { headlineName } from './principal-name';

const PREFIX = '[RegionSweep] ';

/** SNS accepts subjects of fewer than 100 characters. */
const MAX_HEADLINE_LENGTH = 99 - PREFIX.length;

/** A higher number is forged: AWS has fewer than forty regions. */
const MAX_REGION_COUNT = 999;

/** Stands for the middle of a name that is too long. */
const CUT = '..';

/**
 * One line that says how severe it is, who did it and what, for example `HIGH: user/ci/deploy-bot @111122223333,
 * DescribeInstances in 17 regions within 33 s`. Where that is too long, it drops the duration, then the path of the
 * user, then the middle of the name; never the account.
 */
export function renderHeadline(notification: IncidentChange): string {
  const finding = leadOf(notification.incident);
  const { full, short = full } = headlineName(finding);
  const accountId = accountIdOf(finding);
  const account = `@${accountId ?? 'unknown'}`;
  const [eventName, ...others] = eventNamesOf(finding);
  const what = `${eventName}${others.length > 0 ? ' etc.' : ''} in ${regionsOf(finding)}`;
  const duration = ` within ${formatDuration(spanSeconds(finding.evidence))}`;
  const line = (name: string, tail = ''): string =>
    `${labelOf(notification)}: ${name} ${account}, ${what}${tail}`;
  const fitting = [line(full, duration), line(full), line(short)].find(
    ({ length }) => length <= MAX_HEADLINE_LENGTH,
  );
  return fitting ?? line(cutMiddle(short, MAX_HEADLINE_LENGTH - line('').length));
}

function regionsOf({ evidence: { regionCount, atLeast } }: Finding): string {
  const isMore = atLeast || regionCount > MAX_REGION_COUNT;
  const shown = Math.min(regionCount, MAX_REGION_COUNT);
  return `${shown}${isMore ? '+' : ''} region${shown === 1 && !isMore ? '' : 's'}`;
}

function cutMiddle(text: string, maxLength: number): string {
  const kept = maxLength - CUT.length;
  const tail = Math.floor(kept / 2);
  return `${text.slice(0, kept - tail)}${CUT}${text.slice(text.length - tail)}`;
}

/** The severity, and what became of the incident. */
export function labelOf({ kind, incident }: IncidentChange): string {
  const severity = incident.severity.toUpperCase();
  switch (kind) {
    case 'opened':
      return severity;
    case 'escalated':
      return `ESCALATED TO ${severity}`;
    case 'updated':
      return `UPDATED ${severity}`;
    case 'closed':
      return `CLOSED ${severity}`;
  }
}

/**
 * The subject of the message: printable ASCII, one line, fewer than 100 characters.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function renderSubject(notification: IncidentChange): string {
  return `${PREFIX}${renderHeadline(notification)}`;
}
