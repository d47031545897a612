import { acknowledgementNote } from '../detection/incident/acknowledgement';
import { buildIncident, leadAmong } from '../detection/incident/build-incident';
import { ACTIVITY_SLACK_SECONDS } from '../detection/incident/enter-watched';
import type { Incident } from '../detection/incident/incident';
import { MAX_FINDINGS } from '../detection/incident/incident';
import {
  groundsOf,
  higherWorth,
  type IncidentState,
  incidentWithId,
  isOpen,
  type LedgerState,
  sweepCountOf,
  type Worth,
  withIncident,
} from '../detection/incident/ledger';
import {
  type Claim,
  type ClaimContext,
  claimDue,
  type LedgerPlan,
  markReported,
  worthUnderAcknowledgements,
} from '../detection/incident/plan-report';
import type { Notification, NotificationCause } from '../detection/notification';
import type { KeptWatch } from '../detection/watched/watched-call';
import type { WatchedActivity } from '../detection/watched/weigh-incident';
import type { Clock } from '../ports/clock';
import type { Notifier } from '../ports/notifier';
import type { Ledger, SweepStore } from '../ports/sweep-store';
import { type AlertBound, UNBOUNDED } from './alert-bound';
import { changeLedger } from './change-ledger';
import type { PublishedNotification } from './detection-outcome';
import { ClaimExpiredError, NotificationPendingError } from './errors';
import type { Judge, Judgement } from './judge';
import { watchedOfIncident } from './watched-of-incident';
import type { Watching } from './watching';

/**
 * How long a claim on a notification lasts, in milliseconds: longer than a handler may run (20 s), and shorter than
 * the time until a call is delivered again (60 s at least). So a valid claim has a living handler, and the retry
 * after a handler died never has to wait.
 */
export const LEASE_MS = 40_000;

export interface IncidentPublisherParts {
  readonly store: SweepStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly judge: Judge;
  /** @default unbounded */
  readonly bound?: AlertBound | undefined;
  /**
   * Knows what the actors of an incident did besides sweeping.
   * @default nothing
   */
  readonly watching?: Watching | undefined;
  /** An incident takes activity within this time of its first or last. */
  readonly renotifyMinutes: number;
}

/** An incident as it is now, with what its sweeps are worth. */
interface Built {
  readonly incident: Incident;
  readonly worth: Worth;
  /** What the watched calls add to its score. */
  readonly watchedPoints: number;
  /** Where its activity ends, seconds since the epoch. */
  readonly last: number;
  /** See {@link WatchedActivity}. */
  readonly later?: KeptWatch | undefined;
}

/** @param later a watched call that opens an incident that follows the published one. */
type OnPublished = (published: PublishedNotification, later?: KeptWatch) => void;

/** Judgements by ID of the sweep. */
type Judgements = ReadonlyMap<string, Judgement>;

/** What happens to an incident at its closing. */
interface Ending {
  readonly status: 'closed';
  readonly isOngoing?: boolean;
}

/** Publishes what was claimed, and marks it in the ledger. */
export interface IncidentPublisher {
  /**
   * Publishes the notification of a claim, and further ones as long as other handlers note more to publish.
   *
   * @param ledger that holds the claim.
   * @param known the judgements at hand. Other sweeps are read from the store.
   * @param onPublished called at once for each notification, so that no later failure hides it.
   * @returns the ledger as it is now.
   * @throws ClaimExpiredError, or what store and notifier throw: the next attempt publishes it.
   */
  publish(
    identity: string,
    claim: Claim,
    ledger: Ledger,
    known: Judgements,
    onPublished: OnPublished,
  ): Promise<Ledger>;

  /** The incident as it is now, or `undefined` where the ledger lists none of its sweeps any more. */
  build(
    identity: string,
    ledger: LedgerState,
    state: IncidentState,
    known: Judgements,
    ending?: Ending,
  ): Promise<Built | undefined>;

  /**
   * Publishes all that a written plan claims.
   *
   * @returns whether every notification that is due is published.
   * @throws NotificationPendingError where an earlier attempt may not have published what it claimed; and what
   * {@link publish} throws.
   */
  publishAll(
    identity: string,
    plan: LedgerPlan,
    ledger: Ledger,
    known: Judgements,
    onPublished: OnPublished,
  ): Promise<boolean>;

  /**
   * Notes what an incident is worth by all that is known of it now, and claims the notification if that is news.
   *
   * @returns `undefined` where it is not open, or the ledger lists none of its sweeps any more.
   */
  reassess(
    identity: string,
    ledger: LedgerState,
    incidentId: string,
    known: Judgements,
    context: ClaimContext,
  ): Promise<(LedgerPlan & { readonly built: Built }) | undefined>;

  /** Sends one notification while its claim is valid. @returns it as it was sent. */
  send(notification: Notification, claim: Claim): Promise<PublishedNotification>;
}

export function createIncidentPublisher(parts: IncidentPublisherParts): IncidentPublisher {
  const { store, notifier, clock, judge, bound = UNBOUNDED, watching } = parts;

  /**
   * The judgements of some of its sweeps: those at hand, the first one, and the latest. Not those that turned out to be
   * of another identity, unless there are no others: the closer moves them.
   */
  async function judgementsOf(
    identity: string,
    ledger: LedgerState,
    incident: IncidentState,
    known: Judgements,
  ): Promise<readonly Judgement[]> {
    const { id } = incident;
    const sweeps = groundsOf(ledger, incident);
    const atHand = [...known].flatMap(([sweepId, judgement]) =>
      judgement.finding.incidentId === id || sweeps.some((sweep) => sweep.id === sweepId)
        ? [judgement]
        : [],
    );
    const missing = sweeps.filter((sweep) => !known.has(sweep.id));
    const [first, ...others] = missing;
    const wanted = first === undefined ? [] : [first, ...others.slice(1 - MAX_FINDINGS)];
    const read = await Promise.all(wanted.map((sweep) => judge.byStore(sweep, ledger.sweeps)));
    const own = read.filter(({ owner }) => owner === identity);
    return [...atHand, ...(atHand.length + own.length > 0 ? own : read)];
  }

  async function watchedOf(
    identity: string,
    ledger: LedgerState,
    state: IncidentState,
    judgements: readonly Judgement[],
  ): Promise<WatchedActivity | undefined> {
    return watching === undefined || state.mergedInto !== undefined
      ? undefined
      : watchedOfIncident(watching, {
          identity,
          ledger,
          state,
          sweeps: judgements,
          renotifySeconds: parts.renotifyMinutes * 60,
        });
  }

  const publisher: IncidentPublisher = {
    async build(identity, ledger, state, known, ending) {
      const judgements = await judgementsOf(identity, ledger, state, known);
      const [first, ...others] = judgements.map(({ finding }) => finding);
      if (first === undefined) {
        return undefined;
      }
      const note = acknowledgementNote(ledger, state.id);
      const watched = await watchedOf(identity, ledger, state, judgements);
      const score = leadAmong([first, ...others]).score + (watched?.points ?? 0);
      const seen = [
        ...judgements,
        ...(watched && watched.points > 0
          ? [{ worth: judge.worthOf(score), actors: state.actors }]
          : []),
      ];
      const worth = seen
        .map((one) => worthUnderAcknowledgements(ledger, one, clock()))
        .reduce(higherWorth, state.worth);
      const incident = buildIncident({
        identity,
        state: { ...state, worth },
        sweepCount: sweepCountOf(ledger, { ...state, id: state.mergedInto ?? state.id }),
        findings: [first, ...others],
        watched,
        ...(note !== undefined && { acknowledgement: note }),
        ...ending,
      });
      const last = Math.max(state.last, watched?.last ?? 0);
      return { incident, worth, watchedPoints: watched?.points ?? 0, last, later: watched?.later };
    },

    async publishAll(identity, plan, written, known, onPublished) {
      let ledger = written;
      for (const claim of plan.claims) {
        ledger = await publisher.publish(identity, claim, ledger, known, onPublished);
      }
      if (plan.isHeldByEarlierAttempt) {
        throw new NotificationPendingError(
          `An earlier attempt at these calls of ${identity}, or the closing of their incident, holds the claim on its notification. The attempt after the lease of ${LEASE_MS / 1000} s publishes it.`,
        );
      }
      return !plan.isHeldElsewhere;
    },

    async reassess(identity, ledger, incidentId, known, context) {
      const state = incidentWithId(ledger, incidentId);
      const isKnown = state !== undefined && isOpen(state);
      const built = isKnown && (await publisher.build(identity, ledger, state, known));
      if (!built) {
        return undefined;
      }
      const { worth, last } = built;
      const isMore =
        worth.severity !== state.worth.severity || worth.audience !== state.worth.audience;
      const isLonger = last > state.last + ACTIVITY_SLACK_SECONDS;
      const noted = isMore || isLonger ? withIncident(ledger, { ...state, worth, last }) : ledger;
      return { ...claimDue(noted, [incidentId], context), built };
    },

    async send(notification, { incidentId, lease }) {
      const admitted = await bound.admit(notification);
      // After the bound, which may have waited.
      if (lease.until <= clock()) {
        throw new ClaimExpiredError(
          `The claim on the notification of ${incidentId} expired before it was published. The next attempt publishes it, unless another handler has.`,
        );
      }
      await notifier.publish(admitted);
      return { notification: admitted, publishedAt: clock() };
    },

    async publish(identity, claimed, written, known, onPublished) {
      let claim: Claim | undefined = claimed;
      let ledger = written;
      let judgements = known;
      // One by one: when the next cannot be published, the retry does not publish this one again.
      while (claim !== undefined) {
        const current: Claim = claim;
        const state = incidentWithId(ledger, current.incidentId) as IncidentState;
        const built = await publisher.build(identity, ledger, state, judgements);
        if (built === undefined) {
          return ledger;
        }
        const { incident, worth } = built;
        const { newActors } = state;
        const cause = { ...causeOf({ ...state, worth }), incident };
        const published = await publisher.send({ ...cause, audience: worth.audience }, current);
        onPublished(published, built.later);
        const reported = { ...worth, totals: incident.totals, at: published.publishedAt };
        const marked = await changeLedger(store, identity, ledger, (now) =>
          markReported(now, current, reported, newActors, { now: clock(), leaseMs: LEASE_MS }),
        );
        ({ ledger } = marked);
        claim = marked.change.next;
        judgements = new Map();
      }
      return ledger;
    },
  };
  return publisher;
}

/** Why the next notification of an incident goes out. */
function causeOf({ reported, worth, newActors }: IncidentState): NotificationCause {
  if (reported === undefined) {
    return { kind: 'opened' };
  }
  const { severity: from, audience } = reported;
  if (audience === 'archive' && worth.audience === 'people') {
    return { kind: 'opened', from };
  }
  return worth.severity === from ? { kind: 'updated', newActors } : { kind: 'escalated', from };
}
