import type { Bucket } from '../detection/bucket';
import { enterIntervals } from '../detection/enter-intervals';
import type { Finding } from '../detection/finding';
import type { Digest, Interval, RuleSettings } from '../detection/model';
import type { Notification } from '../detection/notification';
import {
  type Claim,
  type LedgerPlan,
  markTold,
  planNotifications,
} from '../detection/plan-notifications';
import type { RuleId } from '../detection/rules/catalog';
import { isAbove, type Severity } from '../detection/rules/rule';
import type { SeveritySettings } from '../detection/severity/assess';
import { findingId, headOf, type PendingNotification, type Sweep } from '../detection/sweep';
import { totalsOf } from '../detection/totals';
import type { Clock } from '../ports/clock';
import type { Notifier } from '../ports/notifier';
import type { Ledger, Partition, SweepStore } from '../ports/sweep-store';
import type { CallGroup } from './call-groups';
import { changeLedger } from './change-ledger';
import type { PublishedNotification, TouchedSweep } from './detection-outcome';
import { ClaimExpiredError, NotificationPendingError } from './errors';
import { bucketSpan, findingFrom } from './sweep-reader';

/**
 * How long a claim on a notification holds, in milliseconds: longer than a handler may run (20 s),
 * shorter than the time until Lambda or the queue first delivers a call again (60 s). So a claim that is held is
 * being worked on, and the retry after a death never has to wait.
 */
export const LEASE_MS = 40_000;

const EMPTY_LEDGER: Ledger = { version: 0, sweeps: [] };

export interface SweepReporterParts {
  readonly store: SweepStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
  /** Sweeps are remembered this long past their end. */
  readonly lateEventHours: number;
  /** A sweep that is opened so soon after another of its principal and rule is counted in the finding of that. */
  readonly renotifyMinutes: number;
  /** People are told from this severity on. */
  readonly notifyFrom: Severity;
}

/** Qualifying intervals, and the calls that showed them. */
export interface Sighting {
  readonly group: CallGroup;
  readonly intervals: readonly Interval[];
  /** The bucket of the group and, where windows slide, its neighbours. */
  readonly buckets: readonly Bucket[];
  /** Whether nothing qualified without the calls of the group. There is mostly no ledger then. */
  readonly isDeciding: boolean;
}

/** What comes about while sightings are reported; it stands even if a later step fails. */
export interface ReportLog {
  readonly notifications: PublishedNotification[];
  readonly sweeps: TouchedSweep[];
}

/** Enters sweeps into the ledger and publishes what is to be said of them. */
export interface SweepReporter {
  /**
   * @returns whether no notification of these sweeps is left to publish.
   * @throws NotificationPendingError, ClaimExpiredError, LedgerContentionError, or what store and notifier throw:
   * the calls have to be handled again.
   */
  report(sighting: Sighting, log: ReportLog): Promise<boolean>;
}

/** A finding, and the severity that is to be told. */
interface Judgement {
  readonly finding: Finding;
  readonly severity: Severity;
}

/** A plan with what it rests on. */
interface Plan extends LedgerPlan {
  readonly touched: readonly Sweep[];
  readonly judgements: ReadonlyMap<string, Judgement>;
}

export function createSweepReporter(parts: SweepReporterParts): SweepReporter {
  const { store, notifier, clock, settings } = parts;

  /**
   * What is to be said of a sweep. One that reaches far beyond the buckets at hand, and of which something was said, is
   * first judged by these alone: else each call of a scanner that runs for hours would read all of its hours.
   */
  async function judge(sweep: Sweep, told: Severity | undefined, at: Sighting): Promise<Judgement> {
    const { partition } = at.group;
    const isCovered = coveredBy(at.group, sweep);
    if (isCovered || told !== undefined) {
      const judgement = judgementOf(sweep, partition, at.buckets);
      if (isCovered || told === undefined || !isAbove(judgement.severity, told)) {
        return judgement;
      }
    }
    return judgeAnew(sweep, partition);
  }

  async function judgeAnew(sweep: Sweep, partition: Partition): Promise<Judgement> {
    const { first, last } = bucketSpan(sweep, partition.windowSeconds);
    return judgementOf(sweep, partition, await store.readBuckets(partition, first, last));
  }

  function judgementOf(sweep: Sweep, partition: Partition, buckets: readonly Bucket[]): Judgement {
    const thresholds = settings[partition.ruleId];
    const finding = findingFrom(partition, thresholds, sweep, buckets, parts.severity);
    return { finding, severity: finding.severity };
  }

  async function plan(sweeps: readonly Sweep[], at: Sighting): Promise<Plan> {
    const { calls, partition } = at.group;
    const { ruleId, principal, windowSeconds } = partition;
    const now = clock();
    const entered = enterIntervals(sweeps, at.intervals, {
      now,
      renotifyMs: parts.renotifyMinutes * 60_000,
      idOf: ({ start }) => findingId(ruleId, principal.key, start, windowSeconds, parts.digest),
    });
    const judgements = new Map<string, Judgement>();
    for (const sweep of entered.touched) {
      judgements.set(sweep.id, await judge(sweep, toldOf(headOf(entered.sweeps, sweep)), at));
    }
    const [first, ...others] = calls;
    const planned = planNotifications(entered, {
      now,
      leaseMs: LEASE_MS,
      eventIds: [first.eventId, ...others.map(({ eventId }) => eventId)],
      earliest: Math.floor(now / 1000) - parts.lateEventHours * 3600,
      severityOf: ({ id }) => (judgements.get(id) as Judgement).severity,
    });
    return { ...planned, touched: entered.touched, judgements };
  }

  /** Publishes a claim, and again for as long as others raise its severity meanwhile. */
  async function publish(
    { head, sweep, notification }: Claim,
    { group: { partition }, judgement: judged, ledger: written, log }: Publishing,
  ): Promise<Ledger> {
    let ledger = written;
    let judgement = judged;
    for (let claim: PendingNotification | undefined = notification; claim !== undefined; ) {
      const claimed: PendingNotification = claim;
      const finding = { ...judgement.finding, id: head.id };
      if (claimed.leaseUntil <= clock()) {
        throw new ClaimExpiredError(
          `The claim on the notification of ${head.id} ran out before it was published. The next attempt publishes it, unless another has done so.`,
        );
      }
      const message = notificationOf(finding, judgement.severity, claimed);
      await notifier.publish(message);
      log.notifications.push({ notification: message, publishedAt: clock() });
      const told = { severity: judgement.severity, totals: totalsOf(finding) };
      // One by one: when the next cannot be published, this one is not published again.
      const marked = await changeLedger(store, partition, ledger, (sweeps) => ({
        ...markTold(sweeps, head.id, claimed, told, { now: clock(), leaseMs: LEASE_MS }),
        isChanged: true,
      }));
      ledger = marked.ledger;
      claim = marked.change.next;
      judgement = claim === undefined ? judgement : await judgeAnew(sweep, partition);
    }
    return ledger;
  }

  function notificationOf(
    finding: Finding,
    severity: Severity,
    { told }: PendingNotification,
  ): Notification {
    const audience = isAbove(parts.notifyFrom, severity) ? 'record' : 'people';
    return told === undefined
      ? { kind: 'opened', finding, audience }
      : { kind: 'escalated', from: told.severity, finding, audience };
  }

  return {
    async report(sighting, log) {
      const { group, isDeciding } = sighting;
      const { partition, calls } = group;
      const assumed = isDeciding ? EMPTY_LEDGER : await store.readLedger(partition);
      const { change, ledger } = await changeLedger(store, partition, assumed, (sweeps) =>
        plan(sweeps, sighting),
      );
      log.sweeps.push(...change.touched.map((sweep) => ({ partition, sweep })));
      let current = ledger;
      for (const claim of change.claims) {
        const judgement = change.judgements.get(claim.sweep.id) as Judgement;
        current = await publish(claim, { group, judgement, ledger: current, log });
      }
      if (change.isHeldByEarlierAttempt) {
        throw new NotificationPendingError(
          `An earlier attempt at call ${calls[0].eventId} holds the notification of its sweep. It is published by the attempt after the lease of ${LEASE_MS / 1000} s.`,
        );
      }
      return !change.isHeldElsewhere;
    },
  };
}

interface Publishing {
  readonly group: CallGroup;
  readonly judgement: Judgement;
  readonly ledger: Ledger;
  readonly log: ReportLog;
}

/** Whether the buckets that are read for a group hold all of a sweep: its own and, where windows slide, the neighbours. */
function coveredBy({ partition, bucket }: CallGroup, sweep: Sweep): boolean {
  const { first, last } = bucketSpan(sweep, partition.windowSeconds);
  return bucket - 1 <= first && last <= bucket + 1;
}

function toldOf({ notification }: Sweep): Severity | undefined {
  return notification.state === 'SENT' ? notification.told.severity : undefined;
}
