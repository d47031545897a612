import type { Digest, Interval } from './model';
import type { Severity } from './rules/rule';
import type { RuleId } from './rules/rule-catalog';
import { formatSecond } from './time';
import type { Totals } from './totals';
import { bucketOf, overlap } from './window';

/** What the last published notification of a finding said. */
export interface Notified {
  readonly severity: Severity;
  readonly totals: Totals;
}

/** A claimed notification, about to be published. */
export interface PendingNotification {
  readonly state: 'PENDING';
  /** The severity to publish; other handlers raise it when they see more. */
  readonly severity: Severity;
  /** ID of the sweep with this severity: the one that holds the claim, or one that repeats it. */
  readonly sweepId: string;
  /** What the previous notification said, where this is not the first. */
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
 * What has been published of a sweep. A handler claims a notification before it publishes it, under a lease. A handler
 * that finds it `PENDING` after the lease may take it over, because the first one has died.
 */
export type NotificationState =
  /** Just opened: nothing is published, and no handler has claimed it. */
  | { readonly state: 'NONE' }
  | PendingNotification
  | SentNotification
  /** The sweep repeats another one, whose finding counts it. */
  | { readonly state: 'REPEAT'; readonly of: string };

/** A sweep as the ledger lists it, without its evidence, which follows from the calls in its interval. */
export interface Sweep extends Interval {
  /** ID of the finding. */
  readonly id: string;
  /** Milliseconds since the epoch: when the detector found that the calls reach both thresholds. */
  readonly openedAt: number;
  /** Milliseconds since the epoch: when its interval last changed. */
  readonly changedAt: number;
  readonly notification: NotificationState;
  /** IDs of sweeps that became part of this one with a late event. */
  readonly absorbedIds: readonly string[];
  /** Keys of other principals that the same sweep counted for when it was opened. */
  readonly alsoUnder?: readonly string[];
  /** ID of the finding under another principal that this sweep is part of; it has no finding of its own. */
  readonly partOf?: string;
  /** Present once the sweep is over: whether its closing is published. */
  readonly closing?: Closing;
}

/** The closing of a finding, claimed under a lease like a notification. Times are milliseconds since the epoch. */
export type Closing =
  | { readonly state: 'PENDING'; readonly leaseUntil: number }
  | { readonly state: 'DONE'; readonly at: number };

/** How many sweeps a ledger keeps, newest first. An older one that a very late event touches still keeps its ID. */
export const MAX_SWEEPS = 50;

/**
 * The ID of a sweep's finding, given when the sweep is opened, and kept. It follows from the bucket in which the
 * sweep begins. Two sweeps never begin in one bucket, and a late event that moves the start by some seconds usually
 * leaves the bucket, and so the ID, as it is.
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
 * Enters a qualifying interval into a list of sweeps. Overlapping sweeps become one, with the ID and the notification
 * of the oldest. When no sweep overlaps, `open` makes a new one. A repeat counts as younger than a sweep that is not
 * one: so a finding that was notified stays, and a sweep with repeats is never itself a repeat.
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

/** The sweep with an ID, or the one that absorbed it. */
export function sweepWithId(sweeps: readonly Sweep[], wanted: string): Sweep | undefined {
  return sweeps.find(({ id, absorbedIds }) => id === wanted || absorbedIds.includes(wanted));
}

/** The list with a new notification state of one sweep. */
export function withNotification(
  sweeps: readonly Sweep[],
  id: string,
  notification: NotificationState,
): Sweep[] {
  return sweeps.map((sweep) => (sweep.id === id ? { ...sweep, notification } : sweep));
}

/** The list with a new closing state of one sweep. */
export function withClosing(sweeps: readonly Sweep[], id: string, closing: Closing): Sweep[] {
  return sweeps.map((sweep) => (sweep.id === id ? { ...sweep, closing } : sweep));
}

/** The sweeps that the finding of another one counts. */
export function repeatsOf(sweeps: readonly Sweep[], head: Sweep): Sweep[] {
  return sweeps.filter((sweep) => sweep !== head && headOf(sweeps, sweep) === head);
}

/** The sweep whose finding counts this one: itself, unless it repeats another. */
export function headOf(sweeps: readonly Sweep[], sweep: Sweep): Sweep {
  const { notification } = sweep;
  return notification.state === 'REPEAT' ? (sweepWithId(sweeps, notification.of) ?? sweep) : sweep;
}

/**
 * Drops the sweeps that ended and were opened before `earliest`, and the oldest where there are more than {@link
 * MAX_SWEEPS}. It never drops a sweep in `kept`, which is in use, nor one that a kept sweep repeats. A sweep that was
 * opened late, for example by calls from a dead-letter queue, stays as long as the others, so that its calls find it
 * in any order.
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
