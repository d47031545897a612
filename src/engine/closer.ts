import { MAX_INCIDENT_SECONDS } from '../detection/incident/enter-sweeps';
import { isShared } from '../detection/incident/identity';
import type { Incident } from '../detection/incident/incident';
import {
  type IncidentState,
  incidentWithId,
  type LedgerState,
  type Sweep,
  sweepsOf,
  withIncident,
  withoutSweeps,
} from '../detection/incident/ledger';
import {
  type Claim,
  type ClaimContext,
  claimDue,
  closingOf,
  type LedgerPlan,
  updateAt,
  worthUnderAcknowledgements,
} from '../detection/incident/plan-report';
import type { Audience, Notification } from '../detection/notification';
import { overlap } from '../detection/window';
import type { IncidentRef } from '../ports/close-timer';
import { changeLedger } from './change-ledger';
import { createIncidentPublisher, LEASE_MS } from './incident-publisher';
import { createIncidentReporter, type IncidentReporterParts, newLog } from './incident-reporter';
import type { Judgement } from './judge';

/**
 * When to look at an incident for the first time after its opening, and how long it must be quiet at least, in
 * milliseconds. CloudTrail delivers most events within 5 min and nearly all within 15 min.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
 */
export const QUIET_MS = 15 * 60_000;

/** How long after an escalation the closer checks the incident again, in milliseconds. */
const AFTER_RISE_MS = 60_000;

/** How many sweeps to judge again: the first one and the latest. */
const MAX_JUDGED = 6;

/** The result of an attempt to close an incident. */
type CloseOutcome =
  /** Not yet: try again at this time, in milliseconds since the epoch. */
  | { readonly state: 'open'; readonly until: number }
  /** Closed, now or before. Only when closed now is there a notification. */
  | { readonly state: 'closed'; readonly notification?: Notification }
  /** The store does not hold the incident, or no longer does. */
  | { readonly state: 'unknown' };

export type CloserParts = IncidentReporterParts;

/** Closes the incidents that are over. */
export interface Closer {
  /**
   * Closes an incident if it is over. First it publishes what else is due. The closing sends an alert only if the
   * incident had one and grew after it. Trying again is safe: the closing is published once, or twice where a process
   * died right after publishing it.
   *
   * @throws ClaimExpiredError, or the errors of store and notifier.
   */
  close(ref: IncidentRef): Promise<CloseOutcome>;
}

/** What to do about an incident. */
type Decision =
  | { readonly next: 'nothing'; readonly outcome: CloseOutcome }
  | { readonly next: 'report'; readonly claim: Claim }
  | {
      readonly next: 'close';
      readonly claim: Claim;
      /** IDs of sweeps that turned out to belong to another identity. */
      readonly strayIds: ReadonlySet<string>;
    };

type Decided = Decision & {
  readonly ledger: LedgerState;
  readonly judgements: ReadonlyMap<string, Judgement>;
};

export function createCloser(parts: CloserParts): Closer {
  const { store, clock, judge, watching } = parts;
  const reporter = createIncidentReporter(parts);
  const publisher = createIncidentPublisher(parts);

  /** Until when an incident is not over, or another handler may publish a notification of it. */
  function openUntil(incident: IncidentState): number {
    const { openedAt, changedAt, last, lease, mergedInto } = incident;
    const quietMs = Math.max(QUIET_MS, parts.renotifyMinutes * 60_000);
    const quiet = Math.max(changedAt, last * 1000) + quietMs;
    const end = Math.min(quiet, openedAt + MAX_INCIDENT_SECONDS * 1000);
    return Math.max(mergedInto === undefined ? end : 0, lease?.until ?? 0);
  }

  async function decide(ledger: LedgerState, ref: IncidentRef): Promise<Decided> {
    const { incidentId } = ref;
    const now = clock();
    const incident = incidentWithId(ledger, incidentId);
    if (incident === undefined) {
      return keep(ledger, { state: 'unknown' });
    }
    if (incident.closedAt !== undefined) {
      return keep(ledger, { state: 'closed' });
    }
    const context = { now, leaseMs: LEASE_MS, eventIds: [closingOf(incidentId)] as const };
    const until = openUntil(incident);
    if (until > now) {
      const due = claimDue(ledger, [incidentId], context);
      const next = Math.min(until, updateAt(incident));
      return reportOf(due, new Map()) ?? keep(ledger, { state: 'open', until: next });
    }
    return decideEnd(ledger, ref, context);
  }

  /** An incident that is over: what else is due of it comes first, then its closing. */
  async function decideEnd(
    ledger: LedgerState,
    { identity, incidentId }: IncidentRef,
    context: ClaimContext,
  ): Promise<Decided> {
    const { judgements, strays } = await judgeSweeps(ledger, identity, incidentId);
    const strayIds = new Set(strays.map(({ id }) => id));
    const lease = { by: context.eventIds[0], until: context.now + LEASE_MS };
    const close = (state: LedgerState, mergedInto?: string): Decided => ({
      next: 'close',
      claim: { incidentId, lease },
      strayIds,
      ledger: withIncident(state, {
        ...(incidentWithId(state, incidentId) as IncidentState),
        ...(mergedInto !== undefined && { mergedInto }),
        lease,
      }),
      judgements,
    });
    const homes: (string | undefined)[] = [];
    for (const stray of strays) {
      const { owner } = judgements.get(stray.id) as Judgement;
      homes.push(await incidentAround(stray, owner));
    }
    if (strays.length > 0 && strays.length === sweepsOf(ledger, incidentId).length) {
      return close(ledger, homes[0]);
    }
    for (const id of strayIds) {
      judgements.delete(id);
    }
    const own = withoutSweeps(ledger, strayIds);
    const plan = await publisher.reassess(identity, own, incidentId, judgements, context);
    const due = plan && reportOf(plan, judgements);
    if (plan === undefined || due !== undefined) {
      return due ?? close(own);
    }
    // The ledger knows the end of watched calls only roughly.
    const state = incidentWithId(ledger, incidentId) as IncidentState;
    const until = openUntil({ ...state, last: plan.built.last });
    return until > context.now ? keep(ledger, { state: 'open', until }) : close(plan.ledger);
  }

  /**
   * Judges the first sweep of an incident, the latest, and all that several identities may have made.
   *
   * @returns also the sweeps that turned out to belong to another identity.
   */
  async function judgeSweeps(ledger: LedgerState, identity: string, incidentId: string) {
    const listed = sweepsOf(ledger, incidentId);
    const judged = [...listed.slice(0, 1), ...listed.slice(1).slice(1 - MAX_JUDGED)];
    const judgements = new Map<string, Judgement>();
    for (const sweep of listed.filter((one) => judged.includes(one) || isShared(one.principal))) {
      judgements.set(sweep.id, await judge.byStore(sweep, ledger.sweeps));
    }
    const isStray = ({ id }: Sweep): boolean =>
      (judgements.get(id)?.owner ?? identity) !== identity;
    return { judgements, strays: listed.filter(isStray) };
  }

  /** The incident of the owner that holds a sweep, which moves there if an earlier attempt to move it failed. */
  async function incidentAround(stray: Sweep, owner: string): Promise<string | undefined> {
    const find = async (): Promise<string | undefined> =>
      (await store.readLedger(owner)).sweeps.find(
        (other) => other.ruleId === stray.ruleId && overlap(other, stray),
      )?.incidentId;
    const found = await find();
    if (found !== undefined) {
      return found;
    }
    await reporter.moveSweep(stray, owner, newLog());
    return find();
  }

  return {
    async close(ref) {
      const { identity, incidentId } = ref;
      const known = await store.readLedger(identity);
      const { change, ledger } = await changeLedger(store, identity, known, (current) =>
        decide(current, ref),
      );
      if (change.next === 'nothing') {
        return change.outcome;
      }
      const { claim, judgements } = change;
      if (change.next === 'report') {
        await publisher.publish(identity, claim, ledger, judgements, () => {});
        return { state: 'open', until: clock() + AFTER_RISE_MS };
      }
      if (watching !== undefined && watching.unmovedOf(identity).length > 0) {
        await reporter.moveAdopted(identity, newLog());
        return { state: 'open', until: clock() + AFTER_RISE_MS };
      }
      const state = incidentWithId(ledger, incidentId) as IncidentState;
      const isOngoing = clock() < Math.max(state.changedAt, state.last * 1000) + QUIET_MS;
      const built = await publisher.build(identity, ledger, state, judgements, {
        status: 'closed',
        isOngoing,
      });
      if (built === undefined) {
        return { state: 'unknown' };
      }
      const seen = { actors: state.actors, worth: built.worth };
      const { audience } = worthUnderAcknowledgements(ledger, seen, clock());
      const ending = endingOf(state, built.incident, audience);
      const { notification } = await publisher.send(ending, claim);
      await changeLedger(store, identity, ledger, (current) => {
        const { lease: _lease, ...rest } = incidentWithId(current, incidentId) as IncidentState;
        const closed = withIncident(current, { ...rest, last: built.last, closedAt: clock() });
        return { ledger: withoutSweeps(closed, change.strayIds) };
      });
      return { state: 'closed', notification };
    },
  };
}

function keep(ledger: LedgerState, outcome: CloseOutcome): Decided {
  return { next: 'nothing', outcome, ledger, judgements: new Map() };
}

/** The report of what is due; `undefined` if nothing is. */
function reportOf(
  { claims: [claim], ledger }: LedgerPlan,
  judgements: ReadonlyMap<string, Judgement>,
): Decided | undefined {
  return claim && { next: 'report', claim, ledger, judgements };
}

/**
 * The closing is an alert if people got one before and something came after it.
 *
 * @param audience for what the incident is worth.
 */
function endingOf(
  { reported }: IncidentState,
  incident: Incident,
  audience: Audience,
): Notification {
  const sent = reported?.totals ?? incident.totals;
  const isNews = JSON.stringify(sent) !== JSON.stringify(incident.totals);
  return {
    kind: 'closed',
    sent,
    incident,
    audience: isNews && reported?.audience === 'people' ? audience : 'archive',
  };
}
