import type { Interval, Partition } from '../model';
import type { Audience } from '../notification';
import { isAbove, type Severity } from '../rules/rule';
import type { Acknowledgement } from './acknowledgement';
import type { IncidentTotals } from './incident';

/**
 * A sweep as the ledger lists it. Its evidence follows from the calls around its interval. So do its exact ends, which
 * lie at most {@link slackOf} outside the interval: to write every second of growth would cost more than all else.
 */
export interface Sweep extends Interval, Partition {
  /** ID of the finding. */
  readonly id: string;
  /** Milliseconds since the epoch: when the detector found that the calls reach both thresholds. */
  readonly openedAt: number;
  /** The incident that it belongs to. */
  readonly incidentId: string;
}

/** How far the calls of a sweep may reach beyond its listed interval, in seconds. */
export function slackOf({ windowSeconds }: Pick<Partition, 'windowSeconds'>): number {
  return Math.floor(windowSeconds / 2);
}

/** What an incident is worth: how severe it is, and who gets it. */
export interface Worth {
  readonly severity: Severity;
  readonly audience: Audience;
}

/** The last published notification of an incident. */
export interface Reported extends Worth {
  readonly totals: IncidentTotals;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The right to publish the next notification of an incident. A handler that dies loses it. */
export interface Lease {
  /** `eventID` of the call whose handling took it, or `closing`. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** An incident as the ledger keeps it. What follows from its listed sweeps and their calls is not here. */
export interface IncidentState {
  readonly id: string;
  /** Event time of its activity, seconds since the epoch: half-open, as intervals are. */
  readonly first: number;
  readonly last: number;
  /** Milliseconds since the epoch, wall clock. */
  readonly openedAt: number;
  readonly changedAt: number;
  /** The highest that any handler has seen in it. */
  readonly worth: Worth;
  /** Absent until the first notification is published. */
  readonly reported?: Reported;
  readonly lease?: Lease;
  /** Those that made a sweep which is worth an alert; see `actors.ts`. */
  readonly actors: readonly Actor[];
  /** Those whose sweeps sent no alert. Absent where there are none. */
  readonly quietActors?: readonly Actor[];
  /** How many actors the last notification did not include. */
  readonly newActors: number;
  /** Sweeps that the ledger no longer lists: how many, and until which second of event time. */
  readonly dropped?: { readonly sweeps: number; readonly until: number };
  readonly follows?: string;
  readonly mergedInto?: string;
  /** Milliseconds since the epoch: when its closing was published. */
  readonly closedAt?: number;
}

/** All that made a sweep of an incident. */
export function allActorsOf({ actors, quietActors = [] }: IncidentState): readonly Actor[] {
  return [...actors, ...quietActors];
}

/** Short digests of the sessions, access keys and source IPs of one actor. */
export type Actor = readonly string[];

/** What the ledger of an identity holds. */
export interface LedgerState {
  /** The recent sweeps of all rules and groupings, by start. */
  readonly sweeps: readonly Sweep[];
  /** The recent incidents, the oldest first. */
  readonly incidents: readonly IncidentState[];
  /** Oldest first. Absent until someone acknowledges an incident. */
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** The ledger of an identity that has had no sweep. */
export const EMPTY_LEDGER = { version: 0, sweeps: [], incidents: [] } as const;

/** The sweeps of an incident that the ledger still lists. */
export function sweepsOf({ sweeps }: LedgerState, incidentId: string): Sweep[] {
  return sweeps.filter((sweep) => sweep.incidentId === incidentId);
}

/**
 * The sweeps that an incident rests on: its own, else those of the one that it follows, where watched calls alone go on
 * what a sweep began.
 */
export function groundsOf(ledger: LedgerState, incident: IncidentState): Sweep[] {
  let current: IncidentState | undefined = incident;
  for (let steps = 0; current !== undefined && steps < ledger.incidents.length; steps += 1) {
    const own = sweepsOf(ledger, current.mergedInto ?? current.id);
    if (own.length > 0) {
      return own;
    }
    current = incidentWithId(ledger, current.follows ?? '');
  }
  return [];
}

/** How many sweeps an incident has had, at least. */
export function sweepCountOf(ledger: LedgerState, { id, dropped }: IncidentState): number {
  return sweepsOf(ledger, id).length + (dropped?.sweeps ?? 0);
}

export function incidentWithId(
  { incidents }: LedgerState,
  wanted: string,
): IncidentState | undefined {
  return incidents.find(({ id }) => id === wanted);
}

export function isOpen({ closedAt, mergedInto }: IncidentState): boolean {
  return closedAt === undefined && mergedInto === undefined;
}

/** The ledger with an incident in its new state. */
export function withIncident<Ledger extends LedgerState>(
  ledger: Ledger,
  incident: IncidentState,
): Ledger {
  const incidents = ledger.incidents.map((known) => (known.id === incident.id ? incident : known));
  return { ...ledger, incidents };
}

/**
 * The ledger without sweeps that turned out to be of several identities, as under a source IP. An incident that nobody
 * has heard of goes with its last sweep.
 */
export function withoutSweeps<Ledger extends LedgerState>(
  ledger: Ledger,
  ids: ReadonlySet<string>,
): Ledger {
  if (ids.size === 0) {
    return ledger;
  }
  const sweeps = ledger.sweeps.filter(({ id }) => !ids.has(id));
  const concerned = new Set(
    ledger.sweeps.flatMap(({ id, incidentId }) => (ids.has(id) ? [incidentId] : [])),
  );
  const incidents = ledger.incidents.filter(
    (incident) =>
      !concerned.has(incident.id) ||
      incident.reported !== undefined ||
      sweepCountOf({ ...ledger, sweeps }, incident) > 0,
  );
  return { ...ledger, sweeps, incidents };
}

/** Whether a notification of `worth` would be news after one of `reported`. */
export function isWorthMore(worth: Worth, reported: Worth): boolean {
  const isFirstAlert = worth.audience === 'people' && reported.audience === 'archive';
  return isFirstAlert || isAbove(worth.severity, reported.severity);
}

/** The higher of two worths, member by member. */
export function higherWorth(a: Worth, b: Worth): Worth {
  return {
    severity: isAbove(b.severity, a.severity) ? b.severity : a.severity,
    audience: a.audience === 'people' ? a.audience : b.audience,
  };
}
