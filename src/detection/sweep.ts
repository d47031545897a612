import type { Digest, Interval } from './model';
import type { Severity } from './rules/rule';
import type { RuleId } from './rules/rule-catalog';
import { formatSecond } from './time';
import type { Totals } from './totals';
import { bucketOf, overlap } from './window';

/** What was last said of a finding. */
export interface Notified {
  readonly severity: Severity;
  readonly totals: Totals;
}

/** A notification that somebody is about to publish. */
export interface PendingNotification {
  readonly state: 'PENDING';
  /** What is to be said; others raise it when they see more. */
  readonly severity: Severity;
  /** Id of the sweep that is so severe: the one that holds the claim, or one that repeats it. */
  readonly sweepId: string;
  /** What was said before, where this is not the first. */
  readonly notified?: Notified;
  /** `eventID` of the call whose handling claimed it. */
  readonly claimedBy: string;
  /** Milliseconds since the epoch, wall clock. */
  readonly leaseUntil: number;
}

/** A notification that was published. */
export interface SentNotification {
  readonly state: 'SENT';
  readonly notified: Notified;
}

/**
 * What has been said of a sweep. A notification is claimed before it is published, under a lease:
 * who finds it `PENDING` after the lease may take it over, because its claimant has died.
 */
export type NotificationState =
  /** Opened this moment: nothing has been said, and nobody has claimed to say it. */
  | { readonly state: 'NONE' }
  | PendingNotification
  | SentNotification
  /** The sweep follows another one closely, and is counted in its finding. */
  | { readonly state: 'REPEAT'; readonly of: string };

/** A sweep as the ledger lists it. Its evidence is not here: it follows from the calls in its interval. */
export interface Sweep extends Interval {
  /** Id of the finding. */
  readonly id: string;
  /** Milliseconds since the epoch: when the thresholds were seen to be reached. */
  readonly openedAt: number;
  /** Milliseconds since the epoch: when its interval was last seen to change. */
  readonly changedAt: number;
  readonly notification: NotificationState;
  /** Ids of sweeps that a late call showed to be part of this one. */
  readonly absorbedIds: readonly string[];
  /** Keys of other principals under which the same sweep was seen when it was opened. */
  readonly alsoUnder?: readonly string[];
  /** Id of the finding under another principal that this sweep is part of; it is none of its own. */
  readonly partOf?: string;
  /** Present from when the sweep was found to be over: whether its last word was said. */
  readonly closing?: Closing;
}

/** The last word on a finding, claimed under a lease as notifications are. Times are milliseconds since the epoch. */
export type Closing =
  | { readonly state: 'PENDING'; readonly leaseUntil: number }
  | { readonly state: 'DONE'; readonly at: number };

/** Newest sweeps kept per ledger; an older one that a very late call touches again keeps its id all the same. */
export const MAX_SWEEPS = 50;

/**
 * The id of a sweep's finding. It is given when the sweep is opened and stays. It follows from the window
 * bucket in which the sweep begins: two sweeps never begin in one bucket, and a late call that moves the
 * beginning by some seconds mostly leaves the bucket, hence the id, as it is.
 *
 * @returns for example `describe-instances-20230808T063230Z-1f0c3a5e9b7d2c48`.
 */
export function findingId(
  ruleId: RuleId,
  principalKey: string,
  start: number,
  windowSeconds: number,
  digest: Digest,
): string {
  const bucketStart = bucketOf(start, windowSeconds) * windowSeconds;
  const time = formatSecond(bucketStart).replace(/[-:]/g, '');
  return `${ruleId}-${time}-${digest(principalKey).slice(0, 16)}`;
}

/**
 * Enters a qualifying interval into a list of sweeps. Overlapping sweeps become one, under the id and with the
 * notification of the oldest; when none overlaps, `open` makes a new one. One that repeats another counts as younger
 * than one that does not: the finding that people may know stays, and what others repeat is never itself a repeat.
 *
 * @param now milliseconds since the epoch, wall clock.
 * @returns the list itself when the interval adds nothing to it, and the sweep that holds the interval.
 */
export function mergeInterval(
  sweeps: readonly Sweep[],
  interval: Interval,
  now: number,
  open: (interval: Interval) => Sweep,
): { readonly sweeps: readonly Sweep[]; readonly sweep: Sweep } {
  const touched = sweeps.filter((sweep) => overlap(sweep, interval)).sort(byAge);
  const [oldest, ...younger] = touched;
  if (oldest === undefined) {
    const sweep = open(interval);
    return { sweeps: byStart([...sweeps, sweep]), sweep };
  }
  if (younger.length === 0 && oldest.start <= interval.start && interval.end <= oldest.end) {
    return { sweeps, sweep: oldest };
  }
  const sweep: Sweep = {
    ...oldest,
    start: Math.min(interval.start, ...touched.map(({ start }) => start)),
    end: Math.max(interval.end, ...touched.map(({ end }) => end)),
    changedAt: now,
    absorbedIds: [
      ...oldest.absorbedIds,
      ...younger.flatMap(({ id, absorbedIds }) => [id, ...absorbedIds]),
    ],
  };
  return { sweeps: byStart([...sweeps.filter((other) => !touched.includes(other)), sweep]), sweep };
}

/** The sweep that has an id, or that absorbed the one that had it. */
export function sweepWithId(sweeps: readonly Sweep[], wanted: string): Sweep | undefined {
  return sweeps.find(({ id, absorbedIds }) => id === wanted || absorbedIds.includes(wanted));
}

/** The list with another state for the notification of one sweep. */
export function withNotification(
  sweeps: readonly Sweep[],
  id: string,
  notification: NotificationState,
): Sweep[] {
  return sweeps.map((sweep) => (sweep.id === id ? { ...sweep, notification } : sweep));
}

/** The list with another state for the closing of one sweep. */
export function withClosing(sweeps: readonly Sweep[], id: string, closing: Closing): Sweep[] {
  return sweeps.map((sweep) => (sweep.id === id ? { ...sweep, closing } : sweep));
}

/** The sweeps that are counted in the finding of another. */
export function repeatsOf(sweeps: readonly Sweep[], head: Sweep): Sweep[] {
  return sweeps.filter((sweep) => sweep !== head && headOf(sweeps, sweep) === head);
}

/** The sweep under whose finding a sweep is counted: itself, unless it repeats another. */
export function headOf(sweeps: readonly Sweep[], sweep: Sweep): Sweep {
  const { notification } = sweep;
  return notification.state === 'REPEAT' ? (sweepWithId(sweeps, notification.of) ?? sweep) : sweep;
}

/**
 * Drops the sweeps that ended and were opened before `earliest`, and the oldest where there are more than
 * {@link MAX_SWEEPS}; never one in `kept`, which is being worked on, nor one that a kept one repeats. One that was
 * opened late, as by calls that waited in a dead-letter queue, is kept as long as the others, so that their calls find
 * it however they are mixed.
 */
export function pruneSweeps(
  sweeps: readonly Sweep[],
  earliest: number,
  kept: ReadonlySet<string>,
): Sweep[] {
  const firstKept = sweeps.length - MAX_SWEEPS;
  const recent = sweeps.filter(
    ({ id, end, openedAt }, index) =>
      kept.has(id) || (Math.max(end, openedAt / 1000) >= earliest && index >= firstKept),
  );
  const heads = new Set(recent.map((sweep) => headOf(sweeps, sweep)));
  return sweeps.filter((sweep) => heads.has(sweep) || recent.includes(sweep));
}

function byAge(a: Sweep, b: Sweep): number {
  return repeatRank(a) - repeatRank(b) || a.openedAt - b.openedAt || a.start - b.start;
}

function repeatRank({ notification }: Sweep): number {
  return notification.state === 'REPEAT' ? 1 : 0;
}

function byStart(sweeps: Sweep[]): Sweep[] {
  return sweeps.sort((a, b) => a.start - b.start);
}
