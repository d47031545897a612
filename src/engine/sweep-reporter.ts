import type { Bucket } from '../detection/bucket';
import { type EnteredIntervals, enterIntervals } from '../detection/enter-intervals';
import type { Digest, Interval } from '../detection/model';
import { type LedgerPlan, planNotifications } from '../detection/plan-notifications';
import { isAbove, type Severity } from '../detection/rules/rule';
import { findingId, headOf, type Sweep } from '../detection/sweep';
import type { Clock } from '../ports/clock';
import type { Notifier } from '../ports/notifier';
import type { Ledger, SweepStore } from '../ports/sweep-store';
import type { AlertBound } from './alert-bound';
import type { CallGroup } from './call-groups';
import { changeLedger } from './change-ledger';
import { createClaimPublisher, LEASE_MS } from './claim-publisher';
import type { PublishedNotification, TouchedSweep } from './detection-outcome';
import { NotificationPendingError } from './errors';
import { findHost } from './find-host';
import type { Judge, Judgement } from './judge';
import { retentionSeconds } from './retention';
import { type BucketSpan, bucketSpan } from './sweep-reader';

const EMPTY_LEDGER: Ledger = { version: 0, sweeps: [] };

export interface SweepReporterParts {
  readonly store: SweepStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly judge: Judge;
  /** How long the ledger lists a sweep after its end. */
  readonly lateEventHours: number;
  /** A sweep that follows another of the same principal and rule within this time counts towards that finding. */
  readonly renotifyMinutes: number;
  /** The lowest severity that sends an alert. */
  readonly notifyFrom: Severity;
  /** @default unbounded */
  readonly bound?: AlertBound;
}

/** Qualifying intervals, and the calls that showed them. */
interface Sighting {
  readonly group: CallGroup;
  readonly intervals: readonly Interval[];
  /** The bucket of the group and, where windows slide, its neighbours. */
  readonly buckets: readonly Bucket[];
  /** The range in which the buckets were read. */
  readonly span: BucketSpan;
  /** Whether nothing qualified before the calls of the group. Then there is usually no ledger yet. */
  readonly isFirstToQualify: boolean;
  /** Keys of other principals that the same sweep counts for. */
  readonly alsoUnder: readonly string[];
}

/** What the report of sightings has done so far; it remains true even if a later step fails. */
export interface ReportLog {
  readonly notifications: PublishedNotification[];
  readonly sweeps: TouchedSweep[];
}

/** Enters sweeps into the ledger and publishes their notifications. */
export interface SweepReporter {
  /**
   * @returns whether every notification of these sweeps is published.
   * @throws NotificationPendingError, ClaimExpiredError, LedgerContentionError, or what store and notifier throw:
   * handle the calls again.
   */
  report(sighting: Sighting, log: ReportLog): Promise<boolean>;
}

/** A plan with the judgements behind it. */
interface Plan extends LedgerPlan {
  readonly touched: readonly Sweep[];
  readonly judgements: ReadonlyMap<string, Judgement>;
}

export function createSweepReporter(parts: SweepReporterParts): SweepReporter {
  const { store, clock, judge } = parts;
  const publisher = createClaimPublisher(parts);

  /**
   * The severity to notify of a sweep. A sweep that reaches far beyond the buckets at hand, and that was notified
   * before, is first judged by these buckets alone. Otherwise each call of a scanner that runs for hours would read
   * all of them.
   */
  async function judgeSweep(
    sweep: Sweep,
    notified: Severity | undefined,
    { group, buckets, span }: Sighting,
  ): Promise<Judgement> {
    const isRead = isWithin(bucketSpan(sweep, group.partition.windowSeconds), span);
    if (!isRead && notified === undefined) {
      return judge.byStore(group.partition, sweep);
    }
    const judgement = await judge.byBuckets(group.partition, sweep, buckets);
    const isRising = notified !== undefined && isAbove(judgement.severity, notified);
    return isRead || !isRising ? judgement : judge.byStore(group.partition, sweep);
  }

  /** Notes under which other principals an opened sweep counts, and whether it is part of a finding there. */
  async function attachToOtherPrincipals(
    entered: EnteredIntervals,
    { group, alsoUnder }: Sighting,
  ): Promise<EnteredIntervals> {
    const placements = new Map<Sweep, Sweep>();
    for (const sweep of entered.touched.filter(({ notification: { state } }) => state === 'NONE')) {
      const host = await findHost(store, sweep, group.others);
      if (host !== undefined) {
        const notification = { state: 'SENT', notified: host.notified } as const;
        placements.set(sweep, { ...sweep, notification, partOf: host.findingId });
      } else if (alsoUnder.length > 0) {
        placements.set(sweep, { ...sweep, alsoUnder });
      }
    }
    if (placements.size === 0) {
      return entered;
    }
    const replaced = (sweep: Sweep): Sweep => placements.get(sweep) ?? sweep;
    return {
      ...entered,
      sweeps: entered.sweeps.map(replaced),
      touched: entered.touched.map(replaced),
    };
  }

  async function plan(sweeps: readonly Sweep[], sighting: Sighting): Promise<Plan> {
    const { calls, partition } = sighting.group;
    const { ruleId, principal, windowSeconds } = partition;
    const now = clock();
    const entered = await attachToOtherPrincipals(
      enterIntervals(sweeps, sighting.intervals, {
        now,
        renotifyMs: parts.renotifyMinutes * 60_000,
        idOf: ({ start }) => findingId(ruleId, principal.key, start, windowSeconds, parts.digest),
      }),
      sighting,
    );
    const judgements = new Map<string, Judgement>();
    for (const sweep of entered.touched) {
      const notified = notifiedSeverity(headOf(entered.sweeps, sweep));
      judgements.set(sweep.id, await judgeSweep(sweep, notified, sighting));
    }
    const [first, ...others] = calls;
    const planned = planNotifications(entered, {
      now,
      leaseMs: LEASE_MS,
      eventIds: [first.eventId, ...others.map(({ eventId }) => eventId)],
      earliest: Math.floor(now / 1000) - retentionSeconds(parts),
      severityOf: ({ id }) => (judgements.get(id) as Judgement).severity,
    });
    return { ...planned, touched: entered.touched, judgements };
  }

  return {
    async report(sighting, log) {
      const { group, isFirstToQualify } = sighting;
      const { partition, calls } = group;
      const assumed = isFirstToQualify ? EMPTY_LEDGER : await store.readLedger(partition);
      const { change, ledger } = await changeLedger(store, partition, assumed, (sweeps) =>
        plan(sweeps, sighting),
      );
      log.sweeps.push(...change.touched.map((sweep) => ({ partition, sweep })));
      let current = ledger;
      for (const claim of change.claims) {
        const { judgements } = change;
        current = await publisher.publish(
          { partition, claim, judgements, ledger: current },
          (published) => log.notifications.push(published),
        );
      }
      if (change.isHeldByEarlierAttempt) {
        throw new NotificationPendingError(
          `An earlier attempt at call ${calls[0].eventId} holds the claim on the notification of its sweep. The attempt after the lease of ${LEASE_MS / 1000} s publishes it.`,
        );
      }
      return !change.isHeldElsewhere;
    },
  };
}

function isWithin(inner: BucketSpan, outer: BucketSpan): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

function notifiedSeverity({ notification }: Sweep): Severity | undefined {
  return notification.state === 'SENT' ? notification.notified.severity : undefined;
}
