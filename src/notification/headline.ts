import type { Finding } from '../detection/finding';
import { type Incident, leadOf } from '../detection/incident/incident';
import type { IncidentChange } from '../detection/notification';
import { aftermathOf, isWithoutSweep } from './aftermath';
import { accountIdOf, eventNamesOf, formatDuration, spanSeconds } from './facts';
import { headlineName } from './principal-name';

const PREFIX = '[RegionSweep] ';

/** SNS accepts subjects of fewer than 100 characters. */
const MAX_HEADLINE_LENGTH = 99 - PREFIX.length;

/** A higher number is forged: AWS has fewer than forty regions. */
const MAX_REGION_COUNT = 999;

/** A call after the sweep must leave this much of the name. */
const MIN_NAME_LENGTH = 16;

/** Stands for the middle of a name that is too long. */
const CUT = '..';

/**
 * One line that says how severe it is, who did it and what, for example `HIGH: user/ci/deploy-bot @111122223333,
 * DescribeInstances in 17 regions within 33 s`. Where that is too long, it drops the duration, then the path of the
 * user, then the middle of the name; never the account. A call that followed the sweep takes
 * the place of the sweep: `RunInstances after a sweep of 17 regions`.
 */
export function renderHeadline(notification: IncidentChange): string {
  const finding = leadOf(notification.incident);
  const { full, short = full } = headlineName(finding);
  const accountId = accountIdOf(finding);
  const account = `@${accountId ?? 'unknown'}`;
  const leastName = short.slice(0, MIN_NAME_LENGTH);
  const line = (name: string, ...what: string[]): string =>
    `${labelOf(notification)}: ${name} ${account}, ${what.join('')}`;
  const fits = (text: string): boolean => text.length <= MAX_HEADLINE_LENGTH;
  const deeds = [...deedsAfterSweep(notification.incident), sweepOf(finding)] as const;
  const [what, tail] = deeds.find(([one]) => fits(line(leastName, one))) ?? sweepOf(finding);
  const fitting = [line(full, what, tail), line(full, what), line(short, what)].find(fits);
  return fitting ?? line(cutMiddle(short, MAX_HEADLINE_LENGTH - line('', what).length), what);
}

/** What happened, and a part of it that may be left out. */
type Deed = readonly [what: string, tail: string];

/** The calls after the sweep, the weightiest first. Not every name of a call leaves room for that of the caller. */
function deedsAfterSweep(incident: Incident): readonly Deed[] {
  const after = aftermathOf(incident);
  if (after === undefined) {
    return [];
  }
  const { names, gap, isFailed } = after;
  return isWithoutSweep(incident)
    ? [...names.map((name) => `${isFailed ? 'failed ' : ''}${name}`), 'a call'].map(
        (call): Deed => [`${call} ${gap} after a sweep`, ''],
      )
    : names.map((name): Deed => [`${name} after a sweep`, ` of ${regionsOf(leadOf(incident))}`]);
}

function sweepOf(finding: Finding): Deed {
  const [eventName, ...others] = eventNamesOf(finding);
  const duration = ` within ${formatDuration(spanSeconds(finding.evidence))}`;
  return [`${eventName}${others.length > 0 ? ' etc.' : ''} in ${regionsOf(finding)}`, duration];
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
    default:
      return `${kind.toUpperCase()} ${severity}`;
  }
}

/**
 * The subject of the message: printable ASCII, one line, fewer than 100 characters.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function renderSubject(notification: IncidentChange): string {
  return `${PREFIX}${renderHeadline(notification)}`;
}
