import type { Bucket } from '../detection/bucket';
import { type EnteredSweeps, enterSweeps, union } from '../detection/incident/enter-sweeps';
import { ownerOf } from '../detection/incident/identity';
import {
  allActorsOf,
  EMPTY_LEDGER,
  type IncidentState,
  incidentWithId,
  isWorthMore,
  type LedgerState,
  type Reported,
  type Sweep,
  withoutSweeps,
} from '../detection/incident/ledger';
import { type LedgerPlan, planReport, unchanged } from '../detection/incident/plan-report';
import { pruneLedger } from '../detection/incident/prune-ledger';
import type { Digest, Interval, Partition } from '../detection/model';
import type { CreatedChild } from '../detection/watched/children';
import type { KeptWatch } from '../detection/watched/watched-call';
import { bucketOf, contains, overlap } from '../detection/window';
import type { Clock } from '../ports/clock';
import type { SweepStore } from '../ports/sweep-store';
import { changeLedger } from './change-ledger';
import type { PublishedNotification, TouchedSweep } from './detection-outcome';
import {
  createIncidentPublisher,
  type IncidentPublisherParts,
  LEASE_MS,
} from './incident-publisher';
import type { Judge, Judgement } from './judge';
import { retentionSeconds } from './retention';
import { type BucketSpan, bucketSpan, callsOf, readSweep } from './sweep-calls';

export interface IncidentReporterParts extends IncidentPublisherParts {
  readonly store: SweepStore;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly judge: Judge;
  /** How long the ledger lists a sweep after its end. */
  readonly lateEventHours: number;
}

/** A qualifying interval, and the calls that showed it. */
export interface Sighting {
  readonly partition: Partition;
  readonly interval: Interval;
  /** `eventID`s of the calls being handled. */
  readonly eventIds: readonly [string, ...string[]];
  /** The bucket of these calls and, where windows slide, its neighbours. */
  readonly buckets: readonly Bucket[];
  /** The range in which the buckets were read. */
  readonly span: BucketSpan;
  /** Whether nothing qualified before these calls. Then there is usually no ledger yet. */
  readonly isFirstToQualify: boolean;
}

/** What the report of sightings has done so far; it remains true even if a later step fails. */
export interface ReportLog {
  readonly notifications: PublishedNotification[];
  readonly sweeps: TouchedSweep[];
  /** Watched calls that came before what they follow. They open incidents, by the key of their identity. */
  readonly later: { readonly identity: string; readonly call: KeptWatch }[];
}

export function newLog(): ReportLog {
  return { notifications: [], sweeps: [], later: [] };
}

/** Enters the sweeps of an identity into its ledger and publishes what is due of its incidents. */
export interface IncidentReporter {
  /**
   * @returns whether every notification of these sweeps is published.
   * @throws NotificationPendingError, ClaimExpiredError, LedgerContentionError, or what store and notifier throw:
   * handle the calls again.
   */
  report(identity: string, sightings: readonly Sighting[], log: ReportLog): Promise<boolean>;

  /** Enters a sweep that another ledger lists into the ledger of its owner. @throws as {@link report} does. */
  moveSweep(sweep: Sweep, owner: string, log: ReportLog): Promise<void>;

  /**
   * Enters the sweeps of the children that an identity adopted, which came before, into its ledger.
   *
   * @throws as {@link report} does.
   */
  moveAdopted(identity: string, log: ReportLog): Promise<void>;
}

interface Plan extends LedgerPlan, Pick<EnteredSweeps, 'touched' | 'absorbedIds'> {
  /** IDs of incidents with new actors or sweeps, by which watched calls may count more. */
  readonly grownIds: readonly string[];
  /** Sweeps that the ledger did not list before. */
  readonly added: readonly Sweep[];
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** Sweeps that turned out to belong to another identity. */
  readonly strays: readonly { readonly owner: string; readonly sighting: Sighting }[];
}

export function createIncidentReporter(parts: IncidentReporterParts): IncidentReporter {
  const { store, clock, judge, watching } = parts;
  const publisher = createIncidentPublisher(parts);
  /** Keys of children. */
  const moving = new Set<string>();

  /**
   * Judges a sweep. One that reaches far beyond the buckets at hand, and whose incident was reported, is first judged
   * by these buckets alone. Otherwise each call of a scanner that runs for hours would read all of them.
   */
  async function judgeSweep(
    sweep: Sweep,
    reported: Reported | undefined,
    { buckets, span }: Sighting,
    ofIdentity: readonly Sweep[],
  ): Promise<Judgement> {
    const isRead = isWithin(sweep, span);
    if (!isRead && reported === undefined) {
      return judge.byStore(sweep, ofIdentity);
    }
    const judgement = await judge.byBuckets(sweep, buckets, ofIdentity);
    const isRising = reported !== undefined && isWorthMore(judgement.worth, reported);
    return isRead || !isRising ? judgement : judge.byStore(sweep, ofIdentity);
  }

  async function plan(
    identity: string,
    ledger: LedgerState,
    sightings: readonly Sighting[],
    isMoved: boolean,
  ): Promise<Plan> {
    const now = clock();
    const { digest } = parts;
    const renotifySeconds = parts.renotifyMinutes * 60;
    const entered = enterSweeps(ledger, sightings, { identity, now, renotifySeconds, digest });
    const judgements = new Map(
      await Promise.all(
        entered.touched.map(async (sweep) => {
          const incident = incidentWithId(entered.ledger, sweep.incidentId) as IncidentState;
          const sighting = sightingOf(sweep, sightings);
          const { reported } = incident;
          const judged = await judgeSweep(sweep, reported, sighting, entered.ledger.sweeps);
          return [sweep.id, judged] as const;
        }),
      ),
    );
    const eventIds = sightings.flatMap((sighting) => sighting.eventIds) as [string, ...string[]];
    const isStray = ({ id }: Sweep): boolean => !isMoved && judgements.get(id)?.owner !== identity;
    const strays = entered.touched.filter(isStray);
    const touched = entered.touched.filter((sweep) => !isStray(sweep));
    // An incident that was published, or may be at this moment, keeps its sweeps: the closer merges it.
    const isUnheard = ({ incidentId }: Sweep): boolean => {
      const { reported, lease } = incidentWithId(entered.ledger, incidentId) as IncidentState;
      return reported === undefined && lease === undefined;
    };
    const dropped = new Set(strays.filter(isUnheard).map(({ id }) => id));
    const own = withoutSweeps(entered.ledger, dropped);
    const planned = planReport({ ledger: own, touched }, judgements, {
      identity,
      now,
      digest,
      leaseMs: LEASE_MS,
      eventIds,
    });
    const kept = new Set(touched.map(({ id }) => id));
    const added = touched.filter(({ id }) => !ledger.sweeps.some((known) => known.id === id));
    const grown = planned.ledger.incidents.filter(
      (incident) =>
        (countOfTokens(incident) > countOfTokens(incidentWithId(ledger, incident.id)) ||
          added.some(({ incidentId }) => incidentId === incident.id)) &&
        !planned.claims.some(({ incidentId }) => incidentId === incident.id),
    );
    const earliest = Math.floor(now / 1000) - retentionSeconds(parts);
    return {
      ...planned,
      ledger: planned.ledger === ledger ? ledger : pruneLedger(planned.ledger, earliest, kept),
      touched,
      absorbedIds: entered.absorbedIds,
      grownIds: grown.map(({ id }) => id),
      added,
      judgements,
      strays: strays.map((sweep) => ({
        owner: (judgements.get(sweep.id) as Judgement).owner,
        sighting: sightingOf(sweep, sightings),
      })),
    };
  }

  /** Writes the sweeps into the ledger and publishes what is due by it. */
  async function enter(
    identity: string,
    sightings: readonly Sighting[],
    isFirst: boolean,
    isMoved: boolean,
    log: ReportLog,
  ): Promise<{ readonly change: Plan; readonly isDone: boolean }> {
    const assumed = isFirst ? EMPTY_LEDGER : await store.readLedger(identity);
    const { change, ledger } = await changeLedger(store, identity, assumed, (known) =>
      plan(identity, known, sightings, isMoved),
    );
    const { touched, absorbedIds, judgements } = change;
    log.sweeps.push(...touched.map((sweep) => ({ identity, sweep, absorbedIds })));
    const onPublished = publishedInto(log, identity);
    const isDone = await publisher.publishAll(identity, change, ledger, judgements, onPublished);
    return { change, isDone };
  }

  /** @param isMoved whether the sweeps were first taken for those of another identity; they do not move twice. */
  async function report(
    identity: string,
    sightings: readonly Sighting[],
    log: ReportLog,
    isMoved: boolean,
  ): Promise<boolean> {
    const isFirst = sightings.every(({ isFirstToQualify }) => isFirstToQualify);
    const { start: first, end: last } = union(sightings.map(({ interval }) => interval));
    const dropAhead = isFirst ? watching?.readAhead({ identity, first, last }) : undefined;
    const entered = await enter(identity, sightings, isFirst, isMoved, log).finally(dropAhead);
    const { change } = entered;
    let { isDone } = entered;
    const adopted = isMoved ? [] : await adoptedMeanwhile(identity, change.added, sightings);
    for (const { owner, sighting } of [...change.strays, ...adopted]) {
      isDone = (await report(owner, [sighting], log, true)) && isDone;
    }
    if (watching !== undefined) {
      isDone = (await reassessAll(identity, change, isFirst, sightings, log)) && isDone;
    }
    await moveAdopted(identity, log);
    return isDone;
  }

  /**
   * The sweeps whose callers another identity adopted while the ledger was written. Each side writes first and then
   * reads what the other writes, so at least one of them sees both.
   */
  async function adoptedMeanwhile(
    identity: string,
    added: readonly Sweep[],
    sightings: readonly Sighting[],
  ): Promise<Plan['strays']> {
    const found: { owner: string; sighting: Sighting }[] = [];
    for (const sweep of added) {
      const sighting = sightingOf(sweep, sightings);
      const calls = callsOf(sighting.buckets).filter(({ second }) => contains(sweep, second));
      const adopterOf = await watching?.adoptersOf(calls, true);
      const owner = ownerOf(sweep.principal, calls, adopterOf);
      if (owner !== identity) {
        found.push({ owner, sighting });
      }
    }
    return found;
  }

  /** Reports what watched calls add to incidents with new actors or sweeps. */
  async function reassessAll(
    identity: string,
    { grownIds, touched, judgements }: Plan,
    isFirst: boolean,
    sightings: readonly Sighting[],
    log: ReportLog,
  ): Promise<boolean> {
    const [{ eventIds }] = sightings as [Sighting];
    // What was read ahead may lack the latest calls.
    const ids = isFirst ? new Set(touched.map(({ incidentId }) => incidentId)) : grownIds;
    let isDone = true;
    for (const incidentId of ids) {
      const known = await store.readLedger(identity);
      const { change, ledger } = await changeLedger(store, identity, known, async (current) => {
        const context = { now: clock(), leaseMs: LEASE_MS, eventIds };
        const plan = await publisher.reassess(identity, current, incidentId, judgements, context);
        return plan ?? { ...unchanged(current), built: undefined };
      });
      const later = change.built?.later;
      if (later !== undefined) {
        log.later.push({ identity, call: later });
      }
      const onPublished = publishedInto(log, identity);
      const done = await publisher.publishAll(identity, change, ledger, judgements, onPublished);
      isDone = done && isDone;
    }
    return isDone;
  }

  async function moveAdopted(identity: string, log: ReportLog): Promise<void> {
    for (const child of watching?.unmovedOf(identity) ?? []) {
      // To report a sweep moves other children, too.
      if (!moving.has(child.key)) {
        moving.add(child.key);
        try {
          await moveSweepsOf(child, identity, log);
        } finally {
          moving.delete(child.key);
        }
        watching?.noteMoved(identity, child);
      }
    }
  }

  async function moveSweepsOf(
    child: CreatedChild,
    identity: string,
    log: ReportLog,
  ): Promise<void> {
    const { sweeps } = await store.readLedger(child.identity);
    for (const sweep of sweeps.filter(({ end }) => end > child.second)) {
      const { owner } = await judge.byStore(sweep, sweeps);
      if (owner === identity && child.identity !== identity) {
        await moveSweep(sweep, identity, log);
      }
    }
  }

  async function moveSweep(sweep: Sweep, owner: string, log: ReportLog): Promise<void> {
    const { buckets } = await readSweep(store, sweep);
    const sighting: Sighting = {
      partition: sweep,
      interval: sweep,
      eventIds: [`move of ${sweep.id}`],
      buckets,
      span: bucketSpan(sweep),
      isFirstToQualify: false,
    };
    await report(owner, [sighting], log, true);
  }

  return {
    report: (identity, sightings, log) => report(identity, sightings, log, false),
    moveSweep,
    moveAdopted,
  };
}

/** Adds what is published to a log. */
export function publishedInto(log: ReportLog, identity: string) {
  return (published: PublishedNotification, later?: KeptWatch): void => {
    log.notifications.push(published);
    if (later !== undefined) {
      log.later.push({ identity, call: later });
    }
  };
}

function countOfTokens(incident: IncidentState | undefined): number {
  return incident === undefined ? 0 : allActorsOf(incident).flat().length;
}

/** The sighting that touched a sweep. */
function sightingOf(sweep: Sweep, sightings: readonly Sighting[]): Sighting {
  return sightings.find(
    ({ partition: { ruleId, principal }, interval }) =>
      ruleId === sweep.ruleId && principal.key === sweep.principal.key && overlap(sweep, interval),
  ) as Sighting;
}

function isWithin({ start, end, windowSeconds }: Sweep, { first, last }: BucketSpan): boolean {
  return first <= bucketOf(start, windowSeconds) && bucketOf(end - 1, windowSeconds) <= last;
}
