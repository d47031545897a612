import { type Finding, isCovered } from '../detection/finding';
import type { Audience, Notification } from '../detection/notification';
import { type Claim, markNotified } from '../detection/plan-notifications';
import { isAbove, type Severity } from '../detection/rules/rule';
import {
  type Notified,
  type PendingNotification,
  type Sweep,
  sweepWithId,
} from '../detection/sweep';
import { totalsOf } from '../detection/totals';
import type { Clock } from '../ports/clock';
import type { Notifier } from '../ports/notifier';
import type { Ledger, Partition, SweepStore } from '../ports/sweep-store';
import { type AlertBound, UNBOUNDED } from './alert-bound';
import { changeLedger } from './change-ledger';
import type { PublishedNotification } from './detection-outcome';
import { ClaimExpiredError } from './errors';
import type { Judge, Judgement } from './judge';

/**
 * How long a claim on a notification lasts, in milliseconds: longer than a handler may run (20 s), and shorter than
 * the time until Lambda or the queue delivers a call again (60 s). So a valid claim has a living handler, and the retry
 * after a handler died never has to wait.
 */
export const LEASE_MS = 40_000;

export interface ClaimPublisherParts {
  readonly store: SweepStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly judge: Judge;
  /** The lowest severity that sends an alert. */
  readonly notifyFrom: Severity;
  /** @default unbounded */
  readonly bound?: AlertBound;
}

/** A claim that the ledger holds. */
interface ClaimedNotification {
  readonly partition: Partition;
  readonly claim: Claim;
  /** The judgements at hand, by ID of the sweep. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** As it was last written or read. */
  readonly ledger: Ledger;
}

type OnPublished = (published: PublishedNotification) => void;

/** One notification to publish. */
interface Step extends Pick<ClaimedNotification, 'partition' | 'ledger'> {
  readonly headId: string;
  readonly notification: PendingNotification;
  /** Where it is left out, the publisher judges the sweep as it now is. */
  readonly judgement?: Judgement | undefined;
}

/** Publishes what was claimed, and marks it in the ledger. */
export interface ClaimPublisher {
  /**
   * Publishes a claim, and publishes again each time that another handler has raised its severity meanwhile.
   *
   * @param onPublished called at once for each notification, so that no later failure hides it.
   * @returns the ledger as it is now.
   * @throws ClaimExpiredError, or what store and notifier throw: the next attempt publishes it.
   */
  publish(claimed: ClaimedNotification, onPublished: OnPublished): Promise<Ledger>;
}

export function createClaimPublisher(parts: ClaimPublisherParts): ClaimPublisher {
  const { store, notifier, clock, judge, notifyFrom, bound = UNBOUNDED } = parts;

  /** @returns what the last published notification said. A severity that has not risen is not published. */
  async function announce(
    findingId: string,
    claimed: PendingNotification,
    { finding, severity }: Judgement,
    onPublished: OnPublished,
  ): Promise<Notified> {
    if (claimed.notified !== undefined && !isAbove(severity, claimed.notified.severity)) {
      return claimed.notified;
    }
    const shown = underId(finding, findingId);
    const notification = await bound.admit(notificationOf(shown, severity, claimed, notifyFrom));
    // After the bound, which may have waited.
    if (claimed.leaseUntil <= clock()) {
      throw new ClaimExpiredError(
        `The claim on the notification of finding ${findingId} expired before it was published. The next attempt publishes it, unless another handler has.`,
      );
    }
    await notifier.publish(notification);
    onPublished({ notification, publishedAt: clock() });
    return { severity, totals: totalsOf(finding) };
  }

  /** @returns the ledger with the notification marked, and the next one if the severity rose meanwhile. */
  async function publishOne(
    { partition, headId, ledger, notification, judgement }: Step,
    onPublished: OnPublished,
  ): Promise<{ ledger: Ledger; next: PendingNotification | undefined }> {
    const judged =
      judgement ?? (await judge.byStore(partition, shownSweep(ledger, headId, notification)));
    const head = sweepWithId(ledger.sweeps, headId);
    const notified = await announce(head?.partOf ?? headId, notification, judged, onPublished);
    const marked = await changeLedger(store, partition, ledger, (sweeps) =>
      markNotified(sweeps, { headId, notification }, notified, {
        now: clock(),
        leaseMs: LEASE_MS,
      }),
    );
    return { ledger: marked.ledger, next: marked.change.next };
  }

  return {
    async publish({ partition, claim, judgements, ledger: written }, onPublished) {
      const { headId, notification } = claim;
      const judgement = judgements.get(notification.sweepId);
      let step = await publishOne(
        { partition, headId, ledger: written, notification, judgement },
        onPublished,
      );
      // One by one: when the next cannot be published, the retry does not publish this one again.
      while (step.next !== undefined) {
        const { ledger, next } = step;
        step = await publishOne({ partition, headId, ledger, notification: next }, onPublished);
      }
      return step.ledger;
    },
  };
}

/** The sweep that a notification shows, or the head where the ledger no longer lists it. */
function shownSweep({ sweeps }: Ledger, headId: string, { sweepId }: PendingNotification): Sweep {
  return (sweepWithId(sweeps, sweepId) ?? sweepWithId(sweeps, headId)) as Sweep;
}

/** A finding under the ID of the finding that counts it. */
function underId({ repeatOf: _repeatOf, ...finding }: Finding, id: string): Finding {
  return { ...finding, id };
}

function notificationOf(
  finding: Finding,
  severity: Severity,
  { notified }: PendingNotification,
  notifyFrom: Severity,
): Notification {
  const audience = isCovered(finding) ? 'archive' : audienceOf(severity, notifyFrom);
  return notified === undefined
    ? { kind: 'opened', finding, audience }
    : { kind: 'escalated', from: notified.severity, finding, audience };
}

/** Whether a finding of this severity sends an alert. */
export function audienceOf(severity: Severity, notifyFrom: Severity): Audience {
  return isAbove(notifyFrom, severity) ? 'archive' : 'people';
}
