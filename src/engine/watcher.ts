import { type EntryContext, joinAround } from '../detection/incident/enter-sweeps';
import {
  type Follower,
  graceSeconds,
  openAround,
  openFollower,
} from '../detection/incident/enter-watched';
import {
  allActorsOf,
  type IncidentState,
  incidentWithId,
  isWorthMore,
  type LedgerState,
  withIncident,
} from '../detection/incident/ledger';
import { type ClaimContext, type LedgerPlan, unchanged } from '../detection/incident/plan-report';
import { identityConcerned, isByActor } from '../detection/watched/calls-of-incident';
import { type CatalogWatch, watchById } from '../detection/watched/watch-catalog';
import type { KeptWatch, WatchedCall } from '../detection/watched/watched-call';
import { changeLedger } from './change-ledger';
import { createIncidentPublisher, LEASE_MS } from './incident-publisher';
import {
  type IncidentReporter,
  type IncidentReporterParts,
  publishedInto,
  type ReportLog,
} from './incident-reporter';
import type { Watching } from './watching';

export interface WatcherParts extends Omit<IncidentReporterParts, 'watching'> {
  readonly watching: Watching;
  readonly reporter: IncidentReporter;
}

/** Adds watched calls to the incidents that they belong to. */
export interface Watcher {
  /**
   * Keeps a call, and reports it where an incident of its caller, or of the identity that created its caller, is worth
   * more with it. Handling the same call again changes nothing.
   *
   * @throws NotificationPendingError, ClaimExpiredError, LedgerContentionError, or what store and notifier throw:
   * handle the call again.
   */
  watch(call: WatchedCall, log: ReportLog): Promise<void>;

  /** Opens the incidents of calls that came before what they follow. @throws as {@link watch} does. */
  watchLater(log: ReportLog): Promise<void>;
}

export function createWatcher(parts: WatcherParts): Watcher {
  const { store, clock, digest, watching, reporter } = parts;
  const publisher = createIncidentPublisher(parts);

  async function plan(
    identity: string,
    known: LedgerState,
    call: KeptWatch,
    isAdopted: boolean,
  ): Promise<LedgerPlan & { readonly isTaken: boolean }> {
    const context = {
      now: clock(),
      leaseMs: LEASE_MS,
      eventIds: [call.eventId] as const,
      identity,
      digest,
      renotifySeconds: parts.renotifyMinutes * 60,
    };
    const isOwn = (incident: IncidentState): boolean =>
      isAdopted || isByActor(call, allActorsOf(incident), digest);
    const open = openAround(known, call.second, isOwn, context.renotifySeconds);
    const plan =
      (open && (await planOpen(known, open, call.second, context))) ??
      (await planNew(openFollower(known, call.second, isOwn, context), context));
    return { ...(plan ?? unchanged(known)), isTaken: plan !== undefined };
  }

  /** Reports what a call adds to an open incident, if that takes it. It may show that several are one. */
  async function planOpen(
    ledger: LedgerState,
    incident: IncidentState,
    second: number,
    context: PlanContext,
  ): Promise<LedgerPlan | undefined> {
    const { identity, now } = context;
    const assess = (state: LedgerState, { id }: IncidentState) =>
      publisher.reassess(identity, state, id, new Map(), context);
    const first = await assess(ledger, incident);
    const isActivity = first !== undefined && first.built.last > second;
    if (!isActivity && second >= incident.last + graceSeconds(context.renotifySeconds)) {
      return undefined;
    }
    const activity = { start: second, end: second + 1 };
    const joined = isActivity
      ? joinAround(ledger, incident, activity, context)
      : { ledger, incident };
    const plan = joined.ledger === ledger ? first : await assess(joined.ledger, joined.incident);
    return plan === undefined || plan.ledger === ledger
      ? plan
      : { ...plan, ledger: withChangeTime(plan.ledger, joined.incident.id, now) };
  }

  /** Opens an incident that follows another one, if the call is worth it. */
  async function planNew(
    follower: Follower | undefined,
    context: PlanContext,
  ): Promise<LedgerPlan | undefined> {
    if (follower === undefined) {
      return undefined;
    }
    const { ledger, incident, lateFor } = follower;
    const { identity } = context;
    const plan = await publisher.reassess(identity, ledger, incident.id, new Map(), context);
    if (plan === undefined || plan.built.watchedPoints === 0) {
      return undefined;
    }
    const reported = lateFor?.reported;
    if (reported !== undefined && !isWorthMore(plan.built.worth, reported)) {
      return undefined;
    }
    const activity = { start: incident.first, end: incident.last };
    const joined = joinAround(ledger, incident, activity, context);
    if (joined.ledger === ledger) {
      return plan;
    }
    const { id } = joined.incident;
    const changed = withChangeTime(joined.ledger, id, context.now);
    return publisher.reassess(identity, changed, id, new Map(), context);
  }

  /** @returns whether the call belongs to an incident of the identity. */
  async function reportTo(
    identity: string,
    call: KeptWatch,
    isAdopted: boolean,
    log: ReportLog,
  ): Promise<boolean> {
    const known = await store.readLedger(identity);
    if (known.incidents.length === 0) {
      return false;
    }
    const { change, ledger } = await changeLedger(store, identity, known, (current) =>
      plan(identity, current, call, isAdopted),
    );
    await publisher.publishAll(identity, change, ledger, new Map(), publishedInto(log, identity));
    await reporter.moveAdopted(identity, log);
    return change.isTaken;
  }

  const watcher: Watcher = {
    async watch(call, log) {
      const identity = identityConcerned(call);
      const mayMatter = await watching.add(identity, call);
      if (!mayMatter || !mayCount(call)) {
        return;
      }
      const adopterOf = await watching.adoptersOf([call], true);
      const adopter = adopterOf(call.caller);
      const isTaken =
        adopter !== undefined && adopter !== identity && (await reportTo(adopter, call, true, log));
      if (!isTaken) {
        await reportTo(identity, call, false, log);
      }
      await watcher.watchLater(log);
    },

    async watchLater(log) {
      for (let next = log.later.shift(); next !== undefined; next = log.later.shift()) {
        await reportTo(next.identity, next.call, true, log);
      }
    },
  };
  return watcher;
}

type PlanContext = ClaimContext & EntryContext;

function withChangeTime(ledger: LedgerState, incidentId: string, changedAt: number): LedgerState {
  const incident = incidentWithId(ledger, incidentId) as IncidentState;
  return withIncident(ledger, { ...incident, changedAt });
}

/** Whether a call can add to a score, or has a child. Others only are in the timeline. */
function mayCount({ watchId, child }: WatchedCall): boolean {
  return child !== undefined || (watchById(watchId) as CatalogWatch).watch.points > 0;
}
