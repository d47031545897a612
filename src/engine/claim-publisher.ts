import { isCovered } from '../detection/covered';
import type { Finding } from '../detection/finding';
import type { Audience, Notification } from '../detection/notification';
import { type Claim, markTold } from '../detection/plan-notifications';
import { isAbove, type Severity } from '../detection/rules/rule';
import type { PendingNotification } from '../detection/sweep';
import { totalsOf } from '../detection/totals';
import type { Clock } from '../ports/clock';
import type { Notifier } from '../ports/notifier';
import type { Ledger, Partition, SweepStore } from '../ports/sweep-store';
import { changeLedger } from './change-ledger';
import type { PublishedNotification } from './detection-outcome';
import { ClaimExpiredError } from './errors';
import type { Judge, Judgement } from './judge';

/**
 * How long a claim on a notification holds, in milliseconds: longer than a handler may run (20 s),
 * shorter than the time until Lambda or the queue first delivers a call again (60 s). So a claim that is held is
 * being worked on, and the retry after a death never has to wait.
 */
export const LEASE_MS = 40_000;

export interface ClaimPublisherParts {
  readonly store: SweepStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly judge: Judge;
  /** People are told from this severity on. */
  readonly notifyFrom: Severity;
}

/** A claim that stands in the ledger. */
export interface ClaimedNotification {
  readonly partition: Partition;
  readonly claim: Claim;
  readonly judgement: Judgement;
  /** As written with the claim. */
  readonly ledger: Ledger;
}

/** Publishes what was claimed, and notes in the ledger that it was. */
export interface ClaimPublisher {
  /**
   * Publishes a claim, and once more each time that somebody raised its severity meanwhile.
   *
   * @param onPublished called at once for each notification, so that none is forgotten when a later step fails.
   * @returns the ledger as it is now.
   * @throws ClaimExpiredError, or what store and notifier throw: the next attempt publishes it.
   */
  publish(
    claimed: ClaimedNotification,
    onPublished: (published: PublishedNotification) => void,
  ): Promise<Ledger>;
}

export function createClaimPublisher(parts: ClaimPublisherParts): ClaimPublisher {
  const { store, notifier, clock, judge, notifyFrom } = parts;
  return {
    async publish({ partition, claim, judgement, ledger }, onPublished) {
      const { head, sweep } = claim;
      let pending: PendingNotification | undefined = claim.notification;
      let current = { judgement, ledger };
      while (pending !== undefined) {
        const published: PendingNotification = pending;
        if (published.leaseUntil <= clock()) {
          throw new ClaimExpiredError(
            `The claim on the notification of ${head.id} ran out before it was published. The next attempt publishes it, unless another has done so.`,
          );
        }
        const finding = { ...current.judgement.finding, id: head.partOf ?? head.id };
        const { severity } = current.judgement;
        const notification = notificationOf(finding, severity, published, notifyFrom);
        await notifier.publish(notification);
        onPublished({ notification, publishedAt: clock() });
        const told = { severity, totals: totalsOf(finding) };
        // One by one: when the next cannot be published, this one is not published again.
        const marked = await changeLedger(store, partition, current.ledger, (sweeps) => ({
          ...markTold(sweeps, head.id, published, told, { now: clock(), leaseMs: LEASE_MS }),
          isChanged: true,
        }));
        pending = marked.change.next;
        current = {
          ledger: marked.ledger,
          judgement:
            pending === undefined ? current.judgement : await judge.byStore(partition, sweep),
        };
      }
      return current.ledger;
    },
  };
}

function notificationOf(
  { repeatOf: _repeatOf, ...finding }: Finding,
  severity: Severity,
  { told }: PendingNotification,
  notifyFrom: Severity,
): Notification {
  const audience = isCovered(finding) ? 'record' : audienceOf(severity, notifyFrom);
  return told === undefined
    ? { kind: 'opened', finding, audience }
    : { kind: 'escalated', from: told.severity, finding, audience };
}

/** Who is to be told of a finding of this severity. */
export function audienceOf(severity: Severity, notifyFrom: Severity): Audience {
  return isAbove(notifyFrom, severity) ? 'record' : 'people';
}
