import { enterIntervals } from '../detection/enter-intervals';
import type { Finding } from '../detection/finding';
import type { Digest } from '../detection/model';
import type { Notification } from '../detection/notification';
import {
  type Claim,
  type LedgerPlan,
  markTold,
  planNotifications,
} from '../detection/plan-notifications';
import { isAbove, type Severity } from '../detection/rules/rule';
import {
  findingId,
  headOf,
  type PendingNotification,
  type Sweep,
  sweepWithId,
  type Told,
} from '../detection/sweep';
import { totalsOf } from '../detection/totals';
import type { Clock } from '../ports/clock';
import type { Notifier } from '../ports/notifier';
import type { Ledger, Partition } from '../ports/sweep-store';
import { changeLedger } from './change-ledger';
import type { PublishedNotification, TouchedSweep } from './detection-outcome';
import { ClaimExpiredError, NotificationPendingError } from './errors';
import {
  createSweepJudge,
  type Judgement,
  type Sighting,
  type SweepJudgeParts,
} from './sweep-judge';

/**
 * How long a claim on a notification holds, in milliseconds: longer than a handler may run (20 s),
 * shorter than the time until Lambda or the queue first delivers a call again (60 s). So a claim that is held is
 * being worked on, and the retry after a death never has to wait.
 */
export const LEASE_MS = 40_000;

const EMPTY_LEDGER: Ledger = { version: 0, sweeps: [] };

export interface SweepReporterParts extends SweepJudgeParts {
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly digest: Digest;
  /** Sweeps are remembered this long past their end, and for `renotifyMinutes` where that is longer. */
  readonly lateEventHours: number;
  /** A sweep that is opened so soon after another of its principal and rule is counted in the finding of that. */
  readonly renotifyMinutes: number;
  /** People are told from this severity on. */
  readonly notifyFrom: Severity;
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

/** A plan with what it rests on. */
interface Plan extends LedgerPlan {
  readonly touched: readonly Sweep[];
  readonly judgements: ReadonlyMap<string, Judgement>;
}

export function createSweepReporter(parts: SweepReporterParts): SweepReporter {
  const { store, notifier, clock } = parts;
  const { judge, judgeAnew } = createSweepJudge(parts);

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
      earliest: Math.floor(now / 1000) - rememberedSeconds(parts),
      severityOf: ({ id }) => (judgements.get(id) as Judgement).severity,
    });
    return { ...planned, touched: entered.touched, judgements };
  }

  /** Publishes a claim, and again for as long as others raise its severity meanwhile. */
  async function publish(claim: Claim, at: Publishing): Promise<Ledger> {
    const { headId } = claim;
    const { partition, log } = at;
    let { ledger } = at;
    let judgement = at.judgements.get(claim.notification.sweepId);
    for (let next: PendingNotification | undefined = claim.notification; next !== undefined; ) {
      const notification: PendingNotification = next;
      judgement ??= await judgeAnew(shownSweep(ledger, headId, notification), partition);
      const told = await tell(headId, notification, judgement, log);
      // One by one: when the next cannot be published, this one is not published again.
      const marked = await changeLedger(store, partition, ledger, (sweeps) =>
        markTold(sweeps, { headId, notification }, told, { now: clock(), leaseMs: LEASE_MS }),
      );
      ledger = marked.ledger;
      next = marked.change.next;
      judgement = undefined;
    }
    return ledger;
  }

  /** @returns what was last said then. A severity that is no longer above what was said before is not told of. */
  async function tell(
    headId: string,
    claimed: PendingNotification,
    { finding, severity }: Judgement,
    log: ReportLog,
  ): Promise<Told> {
    if (claimed.told !== undefined && !isAbove(severity, claimed.told.severity)) {
      return claimed.told;
    }
    if (claimed.leaseUntil <= clock()) {
      throw new ClaimExpiredError(
        `The claim on the notification of ${headId} ran out before it was published. The next attempt publishes it, unless another has done so.`,
      );
    }
    const message = notificationOf(underId(finding, headId), severity, claimed);
    await notifier.publish(message);
    log.notifications.push({ notification: message, publishedAt: clock() });
    return { severity, totals: totalsOf(finding) };
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
      const { isDeciding } = sighting;
      const { partition, calls } = sighting.group;
      const assumed = isDeciding ? EMPTY_LEDGER : await store.readLedger(partition);
      const { change, ledger } = await changeLedger(store, partition, assumed, (sweeps) =>
        plan(sweeps, sighting),
      );
      log.sweeps.push(...change.touched.map((sweep) => ({ partition, sweep })));
      let current = ledger;
      for (const claim of change.claims) {
        const { judgements } = change;
        current = await publish(claim, { partition, judgements, ledger: current, log });
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
  readonly partition: Partition;
  /** Those at hand, by id of the sweep. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** As it was last written or read. */
  readonly ledger: Ledger;
  readonly log: ReportLog;
}

/** The sweep that a notification shows; the head where it is forgotten. */
function shownSweep({ sweeps }: Ledger, headId: string, { sweepId }: PendingNotification): Sweep {
  return (sweepWithId(sweeps, sweepId) ?? sweepWithId(sweeps, headId)) as Sweep;
}

/** What a finding says under the id of the one that it is counted in. */
function underId({ repeatOf: _repeatOf, ...finding }: Finding, id: string): Finding {
  return { ...finding, id };
}

function rememberedSeconds({ lateEventHours, renotifyMinutes }: SweepReporterParts): number {
  return Math.max(lateEventHours * 3600, renotifyMinutes * 60);
}

function toldOf({ notification }: Sweep): Severity | undefined {
  return notification.state === 'SENT' ? notification.told.severity : undefined;
}
