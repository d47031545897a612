import { formatSecond, parseEventTime } from '../../detection/time';
import { factsOfKey } from './trail-key';

/** The part of a history to read. An absent member limits nothing. */
export interface HistoryPart {
  /** Event time, seconds since the epoch: from this second on. */
  readonly from?: number;
  /** Event time: before this second. */
  readonly to?: number;
  /** Accounts that were called. */
  readonly accounts?: readonly string[];
  /** `awsRegion` of the calls. */
  readonly regions?: readonly string[];
}

/** CloudTrail may deliver a file this long after the calls in it. Most take minutes. */
export const LATE_SECONDS = 24 * 3600;

/** For clocks of AWS that differ, and for times that are rounded to minutes. */
const SLACK_SECONDS = 15 * 60;

/**
 * How much more to read before and after a part, so that a sweep over its edge is found whole: twice the longest window.
 * With less, a long sweep that is already under way would look as if it began within the part.
 */
const MARGIN_SECONDS = 2 * 3600;

/** As much more for watched calls: habits show in the day before a sweep, and calls count for a day after it. */
const WATCHED_MARGIN_SECONDS = MARGIN_SECONDS + 25 * 3600;

/** The part to read in order to find every sweep that begins in `part`. */
export function withMargin(part: HistoryPart): HistoryPart {
  return widened(part, MARGIN_SECONDS);
}

/** The part to read in order to find the watched calls of these sweeps. */
export function withWatchedMargin(part: HistoryPart): HistoryPart {
  return widened(part, WATCHED_MARGIN_SECONDS);
}

function widened(part: HistoryPart, seconds: number): HistoryPart {
  const { from, to } = part;
  return {
    ...part,
    ...(from !== undefined && { from: from - seconds }),
    ...(to !== undefined && { to: to + seconds }),
  };
}

/**
 * Whether a finding belongs to a part: its first call decides. So of two parts that meet, exactly one shows a sweep over
 * their edge.
 */
export function beginsInPart(
  { evidence }: { readonly evidence: { readonly firstCall: string } },
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: HistoryPart,
): boolean {
  const first = parseEventTime(evidence.firstCall) ?? Number.NaN;
  return first >= from && first < to;
}

/** What to do with the file of a key, and why: `other` files are of other services of AWS. */
export type KeyVerdict = 'read' | 'digest' | 'insight' | 'outside' | 'other';

/** Folders in which other services write next to CloudTrail, in `AWSLogs/<account>`. */
const OTHER_SERVICES = new Set([
  'Config',
  'GuardDuty',
  'WAFLogs',
  'elasticloadbalancing',
  'network-firewall',
  'redshift',
  'vpcdnsquerylogs',
  'vpcflowlogs',
]);

/** Judges a key in the S3 bucket of a trail, or a prefix of a key that ends with a slash, by its name. */
export function judgeKey(key: string, part: HistoryPart): KeyVerdict {
  const { account, kind, region, delivered } = factsOfKey(key);
  if (kind === 'CloudTrail-Digest') {
    return 'digest';
  }
  if (kind === 'CloudTrail-Insight') {
    return 'insight';
  }
  if (kind !== undefined && OTHER_SERVICES.has(kind)) {
    return 'other';
  }
  const {
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
    accounts,
    regions,
  } = part;
  const isOutside =
    (account !== undefined && accounts?.includes(account) === false) ||
    (region !== undefined && regions?.includes(region) === false) ||
    (delivered !== undefined &&
      (delivered.end + SLACK_SECONDS <= from || delivered.first >= to + LATE_SECONDS));
  return isOutside ? 'outside' : 'read';
}

/** Whether the part is everything. */
export function isWholeHistory({ from, to, accounts, regions }: HistoryPart): boolean {
  return [from, to, accounts, regions].every((limit) => limit === undefined);
}

/**
 * For example `from 2026-01-30T00:00:00Z, before 2026-02-01T00:00:00Z, accounts 111122223333, regions eu-west-1, us-east-1`.
 *
 * @returns undefined if the part is everything.
 */
export function partInWords({ from, to, accounts, regions }: HistoryPart): string | undefined {
  const limits = [
    from === undefined ? [] : [`from ${formatSecond(from)}`],
    to === undefined ? [] : [`before ${formatSecond(to)}`],
    accounts === undefined ? [] : [`accounts ${accounts.join(', ')}`],
    regions === undefined ? [] : [`regions ${regions.join(', ')}`],
  ].flat();
  return limits.length === 0 ? undefined : limits.join(', ');
}

/** Whether a call belongs to the part. Its account is the one that was called, else the caller's. */
export function isInPart(
  call: {
    readonly second: number;
    readonly region: string;
    readonly caller: { readonly accountId?: string; readonly recipientAccountId?: string };
  },
  { from, to, accounts, regions }: HistoryPart,
): boolean {
  const { second, region, caller } = call;
  const account = caller.recipientAccountId ?? caller.accountId ?? '';
  return (
    (from === undefined || second >= from) &&
    (to === undefined || second < to) &&
    accounts?.includes(account) !== false &&
    regions?.includes(region) !== false
  );
}
