import { isCovered } from '../detection/covered';
import type { Finding } from '../detection/finding';
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
interface ClaimedNotification {
  readonly partition: Partition;
  readonly claim: Claim;
  /** Those at hand, by id of the sweep. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** As it was last written or read. */
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

  /** @returns what was last said then. A severity that is no longer above what was said before is not told of. */
  async function tell(
    findingId: string,
    claimed: PendingNotification,
    { finding, severity }: Judgement,
    onPublished: (published: PublishedNotification) => void,
  ): Promise<Notified> {
    if (claimed.notified !== undefined && !isAbove(severity, claimed.notified.severity)) {
      return claimed.notified;
    }
    if (claimed.leaseUntil <= clock()) {
      throw new ClaimExpiredError(
        `The claim on the notification of ${findingId} ran out before it was published. The next attempt publishes it, unless another has done so.`,
      );
    }
    const shown = underId(finding, findingId);
    const notification = notificationOf(shown, severity, claimed, notifyFrom);
    await notifier.publish(notification);
    onPublished({ notification, publishedAt: clock() });
    return { severity, totals: totalsOf(finding) };
  }

  return {
    async publish({ partition, claim, judgements, ledger: written }, onPublished) {
      const { headId } = claim;
      let ledger = written;
      let judgement = judgements.get(claim.notification.sweepId);
      for (let next: PendingNotification | undefined = claim.notification; next !== undefined; ) {
        const notification: PendingNotification = next;
        judgement ??= await judge.byStore(partition, shownSweep(ledger, headId, notification));
        const head = sweepWithId(ledger.sweeps, headId);
        const notified = await tell(head?.partOf ?? headId, notification, judgement, onPublished);
        // One by one: when the next cannot be published, this one is not published again.
        const marked = await changeLedger(store, partition, ledger, (sweeps) =>
          markNotified(sweeps, { headId, notification }, notified, {
            now: clock(),
            leaseMs: LEASE_MS,
          }),
        );
        ledger = marked.ledger;
        next = marked.change.next;
        judgement = undefined;
      }
      return ledger;
    },
  };
}

/** The sweep that a notification shows; the head where it is forgotten. */
function shownSweep({ sweeps }: Ledger, headId: string, { sweepId }: PendingNotification): Sweep {
  return (sweepWithId(sweeps, sweepId) ?? sweepWithId(sweeps, headId)) as Sweep;
}

/** What a finding says under the id of the one that it is counted in. */
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

/** Who is to be told of a finding of this severity. */
export function audienceOf(severity: Severity, notifyFrom: Severity): Audience {
  return isAbove(notifyFrom, severity) ? 'archive' : 'people';
}
