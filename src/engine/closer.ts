import { isCovered } from '../detection/finding';
import type { Notification } from '../detection/notification';
import { type Claim, planNotifications } from '../detection/plan-notifications';
import type { Severity } from '../detection/rules/rule';
import {
  headOf,
  type Notified,
  repeatsOf,
  type SentNotification,
  type Sweep,
  sweepWithId,
  withClosing,
} from '../detection/sweep';
import { areSameTotals, totalsOf } from '../detection/totals';
import type { Clock } from '../ports/clock';
import type { FindingRef } from '../ports/close-timer';
import type { Notifier } from '../ports/notifier';
import type { SweepStore } from '../ports/sweep-store';
import { type AlertBound, UNBOUNDED } from './alert-bound';
import { changeLedger } from './change-ledger';
import { audienceOf, createClaimPublisher, LEASE_MS } from './claim-publisher';
import { ClaimExpiredError } from './errors';
import type { Judge, Judgement } from './judge';

/**
 * A sweep is over when its ledger entry, and that of each repeat, has not changed for this long, in milliseconds.
 * CloudTrail delivers most events within 5 min and nearly all within 15 min.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
 */
export const QUIET_MS = 15 * 60_000;

/** How long after an escalation the closer checks the finding again, in milliseconds. */
const AFTER_RISE_MS = 60_000;

/** The result of an attempt to close a finding. */
type CloseOutcome =
  /** Not yet: try again at this time, in milliseconds since the epoch. */
  | { readonly state: 'open'; readonly until: number }
  /** Closed, now or before. Only when closed now is there a notification. */
  | { readonly state: 'closed'; readonly notification?: Notification }
  /** The store does not hold the finding, or no longer does. */
  | { readonly state: 'unknown' };

export interface CloserParts {
  readonly store: SweepStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly judge: Judge;
  /** The lowest severity that sends an alert. */
  readonly notifyFrom: Severity;
  /** @default unbounded */
  readonly bound?: AlertBound;
}

/** Closes the findings whose sweeps are over. */
export interface Closer {
  /**
   * Closes a finding if its sweep is over. The closing sends an alert only if the finding had one and grew after it.
   * Trying again is safe: the closing is published once, or twice where a process died right after publishing it.
   *
   * @throws ClaimExpiredError, or the errors of store and notifier.
   */
  close(ref: FindingRef): Promise<CloseOutcome>;
}

/** What to do about a finding. */
type Decision =
  | { readonly next: 'nothing'; readonly outcome: CloseOutcome }
  | { readonly next: 'escalate'; readonly claim: Claim; readonly judgement: Judgement }
  | ({ readonly next: 'close'; readonly head: Sweep; readonly notified: Notified } & {
      readonly judgement: Judgement;
      readonly repeats: number;
      readonly leaseUntil: number;
    });

type DecidedChange = Decision & { readonly sweeps: readonly Sweep[]; readonly isChanged: boolean };

export function createCloser(parts: CloserParts): Closer {
  const { store, notifier, clock, judge, bound = UNBOUNDED } = parts;
  const publisher = createClaimPublisher(parts);

  async function decide(
    sweeps: readonly Sweep[],
    { partition, findingId }: FindingRef,
  ): Promise<DecidedChange> {
    const now = clock();
    const keep = (outcome: CloseOutcome): DecidedChange => {
      return { next: 'nothing', outcome, sweeps, isChanged: false };
    };
    const sweep = sweepWithId(sweeps, findingId);
    if (sweep === undefined) {
      return keep({ state: 'unknown' });
    }
    const head = headOf(sweeps, sweep);
    if (head.closing?.state === 'DONE') {
      return keep({ state: 'closed' });
    }
    const repeats = repeatsOf(sweeps, head);
    const until = Math.max(openUntil(head), ...repeats.map(openUntil));
    if (until > now) {
      return keep({ state: 'open', until });
    }
    const judgement = await judge.byStore(partition, head);
    const plan = planNotifications(
      { sweeps, touched: [head], isChanged: false },
      {
        now,
        leaseMs: LEASE_MS,
        eventIds: [`closing ${head.id}`],
        earliest: 0,
        severityOf: () => judgement.severity,
      },
    );
    const [claim] = plan.claims;
    if (claim !== undefined) {
      return { next: 'escalate', claim, judgement, ...plan };
    }
    const closing = { state: 'PENDING', leaseUntil: now + LEASE_MS } as const;
    return {
      next: 'close',
      head,
      // Any other state has a notification left to publish, which is claimed above.
      notified: (head.notification as SentNotification).notified,
      judgement,
      repeats: repeats.length,
      leaseUntil: closing.leaseUntil,
      sweeps: withClosing(sweeps, head.id, closing),
      isChanged: true,
    };
  }

  return {
    async close(ref) {
      const { partition } = ref;
      const known = await store.readLedger(partition);
      const { change, ledger } = await changeLedger(store, partition, known, (sweeps) =>
        decide(sweeps, ref),
      );
      if (change.next === 'nothing') {
        return change.outcome;
      }
      if (change.next === 'escalate') {
        const { claim, judgement } = change;
        const judgements = new Map([[claim.notification.sweepId, judgement]]);
        await publisher.publish({ partition, claim, judgements, ledger }, () => {});
        return { state: 'open', until: clock() + AFTER_RISE_MS };
      }
      const notification = await bound.admit(closingOf(change, parts.notifyFrom));
      // The function may run longer than the lease, so another one may have published the closing by now.
      if (change.leaseUntil <= clock()) {
        throw new ClaimExpiredError(
          `The claim on the closing of finding ${change.head.id} expired before it was published. The next attempt publishes it, unless another handler has.`,
        );
      }
      await notifier.publish(notification);
      await changeLedger(store, partition, ledger, (sweeps) => ({
        sweeps: withClosing(sweeps, change.head.id, { state: 'DONE', at: clock() }),
        isChanged: true,
      }));
      return { state: 'closed', notification };
    },
  };
}

function closingOf(
  { head, judgement, notified, repeats }: Extract<Decision, { next: 'close' }>,
  notifyFrom: Severity,
): Notification {
  const finding = { ...judgement.finding, id: head.id, status: 'closed' } as const;
  const isNews = repeats > 0 || !areSameTotals(notified.totals, totalsOf(finding));
  const audience =
    isNews && !isCovered(finding) ? audienceOf(notified.severity, notifyFrom) : 'archive';
  const { calls, regions } = notified.totals;
  return {
    kind: 'closed',
    finding,
    audience,
    sent: { callCount: calls, regionCount: regions },
    repeats,
  };
}

/** Until when a sweep is not over, or another handler may publish a notification of it. */
function openUntil({ changedAt, notification, closing }: Sweep): number {
  return Math.max(
    changedAt + QUIET_MS,
    notification.state === 'PENDING' ? notification.leaseUntil : 0,
    closing?.state === 'PENDING' ? closing.leaseUntil : 0,
  );
}
