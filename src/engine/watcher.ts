import { enterWatched } from '../detection/incident/enter-watched';
import {
  type IncidentState,
  incidentWithId,
  isWorthMore,
  type LedgerState,
  withIncident,
} from '../detection/incident/ledger';
import { type LedgerPlan, unchanged } from '../detection/incident/plan-report';
import { identityConcerned, isByActor } from '../detection/watched/calls-of-incident';
import { watchById } from '../detection/watched/watch-catalog';
import type { WatchedCall } from '../detection/watched/watched-call';
import { changeLedger } from './change-ledger';
import { createIncidentPublisher, LEASE_MS } from './incident-publisher';
import type { IncidentReporter, IncidentReporterParts, ReportLog } from './incident-reporter';
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
}

export function createWatcher(parts: WatcherParts): Watcher {
  const { store, clock, digest, watching, reporter } = parts;
  const publisher = createIncidentPublisher(parts);

  async function plan(
    identity: string,
    known: LedgerState,
    call: WatchedCall,
    isAdopted: boolean,
  ): Promise<LedgerPlan> {
    const now = clock();
    const context = {
      now,
      leaseMs: LEASE_MS,
      eventIds: [call.eventId] as const,
      identity,
      digest,
      renotifySeconds: parts.renotifyMinutes * 60,
    };
    const isOwn = ({ actors }: IncidentState): boolean =>
      isAdopted || isByActor(call, actors, digest);
    const entered = enterWatched(known, call.second, isOwn, context);
    if (entered === undefined) {
      return unchanged(known);
    }
    const { ledger, incident, isNew, lateFor } = entered;
    const assessed = await publisher.reassess(identity, ledger, incident.id, new Map(), context);
    if (assessed === undefined) {
      return unchanged(known);
    }
    const { built, ...planned } = assessed;
    if (planned.ledger === ledger && !isNew) {
      return planned;
    }
    const isNews = lateFor?.reported === undefined || isWorthMore(built.worth, lateFor.reported);
    const isWorthOpening = built.watchedPoints > 0 && (lateFor === undefined || isNews);
    if (isNew && !isWorthOpening) {
      return unchanged(known);
    }
    const changed = incidentWithId(planned.ledger, incident.id) as IncidentState;
    return { ...planned, ledger: withIncident(planned.ledger, { ...changed, changedAt: now }) };
  }

  async function reportTo(
    identity: string,
    call: WatchedCall,
    isAdopted: boolean,
    log: ReportLog,
  ): Promise<void> {
    const known = await store.readLedger(identity);
    if (known.incidents.length === 0) {
      return;
    }
    const { change, ledger } = await changeLedger(store, identity, known, (current) =>
      plan(identity, current, call, isAdopted),
    );
    await publisher.publishAll(identity, change, ledger, new Map(), (one) =>
      log.notifications.push(one),
    );
    await reporter.moveAdopted(identity, log);
  }

  return {
    async watch(call, log) {
      const identity = identityConcerned(call);
      const mayMatter = await watching.add(identity, call);
      if (!mayMatter || !mayCount(call)) {
        return;
      }
      const adopterOf = await watching.adoptersOf([call]);
      const adopter = adopterOf(call.caller);
      await reportTo(identity, call, false, log);
      if (adopter !== undefined && adopter !== identity) {
        await reportTo(adopter, call, true, log);
      }
    },
  };
}

/** Whether a call can add to a score, or has a child. Others only are in the timeline. */
function mayCount({ watchId, child }: WatchedCall): boolean {
  return child !== undefined || (watchById(watchId)?.watch.points ?? 0) > 0;
}
