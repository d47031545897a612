import { findingId } from '../finding-id';
import type { Digest, Interval, Partition } from '../model';
import { bucketStart, overlap } from '../window';
import { MAX_ACTORS } from './actors';
import { incidentId } from './incident-id';
import {
  higherWorth,
  type IncidentState,
  incidentWithId,
  isOpen,
  type LedgerState,
  type Sweep,
  slackOf,
  withIncident,
} from './ledger';

/** An incident takes no activity that begins this long after its first one, in seconds. */
export const MAX_INCIDENT_SECONDS = 24 * 3600;

/** When, and for whom, intervals are entered into a ledger. */
export interface EntryContext {
  /** The key of the identity. */
  readonly identity: string;
  /** Milliseconds since the epoch, wall clock. */
  readonly now: number;
  /** An incident takes activity this many seconds before its first or after its last one. */
  readonly renotifySeconds: number;
  readonly digest: Digest;
}

/** A qualifying interval of a partition. */
export interface QualifyingInterval {
  readonly partition: Partition;
  readonly interval: Interval;
}

/** A ledger with intervals entered. */
export interface EnteredSweeps {
  /** The same object where the ledger had them already. */
  readonly ledger: LedgerState;
  /** The sweeps that hold the intervals. The ledger does not list one that it has dropped before. */
  readonly touched: readonly Sweep[];
  /** IDs of sweeps that became part of a touched one. */
  readonly absorbedIds: readonly string[];
}

/**
 * Enters qualifying intervals into a ledger: they open sweeps, extend them, join them, or are there already. A sweep
 * opens an incident, or belongs to one that goes on.
 */
export function enterSweeps(
  ledger: LedgerState,
  intervals: readonly QualifyingInterval[],
  context: EntryContext,
): EnteredSweeps {
  let entered = ledger;
  const touched = new Map<string, Sweep>();
  const absorbedIds: string[] = [];
  for (const found of intervals) {
    const next = enterOne(entered, found, context);
    entered = next.ledger;
    for (const { id } of next.absorbed) {
      absorbedIds.push(id);
      touched.delete(id);
    }
    touched.set(next.sweep.id, next.sweep);
  }
  // A later interval may have merged the incident of an earlier one.
  const current = [...touched.values()].map(
    (sweep) => entered.sweeps.find(({ id }) => id === sweep.id) ?? sweep,
  );
  return { ledger: entered, touched: current, absorbedIds };
}

interface Entry {
  readonly ledger: LedgerState;
  readonly sweep: Sweep;
  readonly absorbed: readonly Sweep[];
}

function enterOne(
  ledger: LedgerState,
  { partition, interval }: QualifyingInterval,
  context: EntryContext,
): Entry {
  const same = ledger.sweeps
    .filter((sweep) => isOfPartition(sweep, partition) && overlap(sweep, interval))
    .sort(byAge);
  const [oldest, ...absorbed] = same;
  if (oldest !== undefined && absorbed.length === 0 && isWithinSlack(oldest, interval)) {
    return { ledger, sweep: oldest, absorbed };
  }
  const joined = oldest === undefined ? interval : union([interval, ...same]);
  const grown = incidentFor(ledger, interval, same, partition.windowSeconds, context);
  const incident = {
    ...grown.incident,
    first: Math.min(grown.incident.first, joined.start),
    last: Math.max(grown.incident.last, joined.end),
    changedAt: context.now,
  };
  const sweep: Sweep = {
    ...(oldest ?? opened(partition, interval, context)),
    start: joined.start,
    end: joined.end,
    incidentId: incident.id,
  };
  const { dropped } = grown.incident;
  if (oldest === undefined && dropped !== undefined && sweep.end <= dropped.until) {
    return { ledger, sweep, absorbed };
  }
  const others = grown.ledger.sweeps.filter(({ id }) => !same.some((known) => known.id === id));
  const sweeps = [...others, sweep].sort((a, b) => a.start - b.start);
  return { ledger: withIncident({ ...grown.ledger, sweeps }, incident), sweep, absorbed };
}

function opened(partition: Partition, { start, end }: Interval, context: EntryContext): Sweep {
  const { ruleId, principal, windowSeconds } = partition;
  return {
    ruleId,
    principal,
    windowSeconds,
    start,
    end,
    id: findingId(ruleId, principal.key, start, windowSeconds, context.digest),
    openedAt: context.now,
    incidentId: '',
  };
}

/**
 * The incident that an interval belongs to: the oldest open one that takes it or holds a sweep that it extends. Others
 * become part of that one. Where none is open and the interval lies within a closed one, it stays there, unless it turns
 * out to be worth more; see `plan-report.ts`. Else it opens one.
 */
function incidentFor(
  ledger: LedgerState,
  interval: Interval,
  same: readonly Sweep[],
  windowSeconds: number,
  context: EntryContext,
): { readonly ledger: LedgerState; readonly incident: IncidentState } {
  const ofSame = new Set(same.map((sweep) => sweep.incidentId));
  const [open, ...younger] = ledger.incidents
    .filter(isOpen)
    .filter((one) => ofSame.has(one.id) || takes(one, interval, context))
    .sort(byAge);
  if (open !== undefined) {
    const merged = younger.reduce((state, one) => merge(state, open.id, one), ledger);
    return { ledger: merged, incident: incidentWithId(merged, open.id) as IncidentState };
  }
  const closed = ledger.incidents.filter(
    (one) =>
      one.mergedInto === undefined && one.first <= interval.start && interval.end <= one.last,
  );
  const incident =
    closed.at(-1) ?? openIncident(ledger, interval.start, interval.end, windowSeconds, context);
  const incidents = ledger.incidents.includes(incident)
    ? ledger.incidents
    : [...ledger.incidents, incident];
  return { ledger: { ...ledger, incidents }, incident };
}

/** A new incident. It follows the one that ended within the last day. */
export function openIncident(
  { incidents }: LedgerState,
  first: number,
  last: number,
  windowSeconds: number,
  { identity, now, digest }: Omit<EntryContext, 'renotifySeconds'>,
): IncidentState {
  const idOf = (second: number): string => incidentId(identity, second, digest);
  const usual = idOf(bucketStart(first, windowSeconds));
  const isTaken = (id: string): boolean => incidents.some((one) => one.id === id);
  let id = usual;
  // Taken where `renotifyMinutes` is 0, and where an incident follows within the same sweep.
  for (let second = first + 1; isTaken(id); second += 1) {
    id = idOf(second);
  }
  const before = incidents
    .filter(
      (one) =>
        one.mergedInto === undefined &&
        one.first <= first &&
        one.last > first - MAX_INCIDENT_SECONDS,
    )
    .sort((a, b) => a.last - b.last)
    .at(-1);
  return {
    id,
    first,
    last,
    openedAt: now,
    changedAt: now,
    worth: { severity: 'informational', audience: 'archive' },
    actors: [],
    newActors: 0,
    ...(before !== undefined && { follows: before.id }),
  };
}

/** Joins the open incidents that take an activity of one of them. @returns the same ledger where there is only one. */
export function joinAround(
  ledger: LedgerState,
  incident: IncidentState,
  activity: Interval,
  context: EntryContext,
): { readonly ledger: LedgerState; readonly incident: IncidentState } {
  const [{ id }, ...younger] = ledger.incidents
    .filter(isOpen)
    .filter((one) => one.id === incident.id || takes(one, activity, context))
    .sort(byAge) as [IncidentState, ...IncidentState[]];
  const joined = younger.reduce((state, one) => merge(state, id, one), ledger);
  return { ledger: joined, incident: incidentWithId(joined, id) as IncidentState };
}

/** Two incidents turned out to be one. What was published of the younger one is closed later. */
function merge(ledger: LedgerState, id: string, younger: IncidentState): LedgerState {
  const older = incidentWithId(ledger, id) as IncidentState;
  const { dropped } = younger;
  const joined: IncidentState = {
    ...older,
    first: Math.min(older.first, younger.first),
    last: Math.max(older.last, younger.last),
    worth: higherWorth(older.worth, younger.worth),
    actors: [...older.actors, ...younger.actors].slice(0, MAX_ACTORS),
    quietActors: [...(older.quietActors ?? []), ...(younger.quietActors ?? [])].slice(
      0,
      MAX_ACTORS,
    ),
    newActors: older.newActors + younger.newActors,
    ...(dropped !== undefined && {
      dropped: {
        sweeps: dropped.sweeps + (older.dropped?.sweeps ?? 0),
        until: Math.max(dropped.until, older.dropped?.until ?? 0),
      },
    }),
  };
  const sweeps = ledger.sweeps.map((sweep) =>
    sweep.incidentId === younger.id ? { ...sweep, incidentId: id } : sweep,
  );
  const merged = withIncident({ ...ledger, sweeps }, joined);
  const isUnheard = younger.reported === undefined && younger.lease === undefined;
  return isUnheard
    ? { ...merged, incidents: merged.incidents.filter((one) => one.id !== younger.id) }
    : withIncident(merged, { ...younger, mergedInto: id });
}

/** Whether an interval is activity of an incident. */
function takes(
  { first, last }: IncidentState,
  { start, end }: Interval,
  { renotifySeconds }: EntryContext,
): boolean {
  return (
    start < first + MAX_INCIDENT_SECONDS &&
    end > last - MAX_INCIDENT_SECONDS &&
    start < last + renotifySeconds &&
    end > first - renotifySeconds
  );
}

function isOfPartition(a: Partition, b: Partition): boolean {
  return (
    a.ruleId === b.ruleId &&
    a.windowSeconds === b.windowSeconds &&
    a.principal.key === b.principal.key
  );
}

function isWithinSlack(sweep: Sweep, { start, end }: Interval): boolean {
  const slack = slackOf(sweep);
  return sweep.start - slack <= start && end <= sweep.end + slack;
}

/** The interval from the first to the last of some. */
export function union(intervals: readonly Interval[]): Interval {
  return {
    start: Math.min(...intervals.map(({ start }) => start)),
    end: Math.max(...intervals.map(({ end }) => end)),
  };
}

function byAge(a: Pick<Sweep, 'openedAt' | 'id'>, b: Pick<Sweep, 'openedAt' | 'id'>): number {
  return a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1);
}
