import { isAcknowledged } from './acknowledgement';
import { addActors } from './actors';
import { type EnteredSweeps, type EntryContext, openIncident } from './enter-sweeps';
import {
  type Actor,
  higherWorth,
  type IncidentState,
  incidentWithId,
  isWorthMore,
  type Lease,
  type LedgerState,
  type Reported,
  type Sweep,
  type Worth,
  withIncident,
} from './ledger';

/** An alert about a new actor follows the last alert by this many milliseconds at least. */
const UPDATE_EVERY_MS = 10 * 60_000;

/** How the lease of a closing begins. No `eventID` of AWS begins so. */
const CLOSING = 'closing ';

/** Whose lease a closing has. */
export function closingOf(incidentId: string): string {
  return `${CLOSING}${incidentId}`;
}

/** For which calls, and when, notifications are claimed. */
export interface ClaimContext {
  /** Milliseconds since the epoch, wall clock. */
  readonly now: number;
  /** How long a claim lasts. */
  readonly leaseMs: number;
  /** `eventID`s of the calls being handled; the first one stands for the claim. */
  readonly eventIds: readonly [string, ...string[]];
}

/** What a handler sees in a sweep. */
export interface SeenWorth {
  readonly worth: Worth;
  /** The actors of the sweep. */
  readonly actors: readonly Actor[];
}

/** A notification that is ours to publish. */
export interface Claim {
  readonly incidentId: string;
  readonly lease: Lease;
}

/** A change to make to a ledger. */
export interface LedgerPlan {
  /** The same object where the ledger is up to date and needs no write. */
  readonly ledger: LedgerState;
  /** Ours to publish once the plan is written. */
  readonly claims: readonly Claim[];
  /**
   * True when an earlier attempt with the same calls has claimed a notification and may not have published it, or when
   * the incident is about to be closed, so that nobody will publish what is due. Handle the calls again after the lease.
   */
  readonly isHeldByEarlierAttempt: boolean;
  /** True when another handler has claimed a notification, and may still fail to publish it. */
  readonly isHeldElsewhere: boolean;
}

/** No change. */
export function unchanged(ledger: LedgerState): LedgerPlan {
  return { ledger, claims: [], isHeldByEarlierAttempt: false, isHeldElsewhere: false };
}

/**
 * Notes what the touched sweeps are worth, and claims the notifications that are due. Where another handler holds the
 * claim, that handler publishes what it finds in the ledger afterwards.
 *
 * @param seen by ID of the sweep.
 */
export function planReport(
  { ledger: entered, touched }: Pick<EnteredSweeps, 'ledger' | 'touched'>,
  seen: ReadonlyMap<string, SeenWorth>,
  context: ClaimContext & Omit<EntryContext, 'renotifySeconds'>,
): LedgerPlan {
  let ledger = entered;
  const ids = new Set<string>();
  for (const sweep of touched) {
    const noted = note(ledger, sweep, seen.get(sweep.id) as SeenWorth, context);
    ledger = noted.ledger;
    ids.add(noted.incidentId);
  }
  return claimDue(ledger, [...ids], context);
}

/** Claims the notifications that are due, of some incidents. */
export function claimDue(
  ledger: LedgerState,
  incidentIds: readonly string[],
  context: ClaimContext,
): LedgerPlan {
  const { now, leaseMs, eventIds } = context;
  const due = incidentIds
    .map((id) => incidentWithId(ledger, id))
    .filter((incident) => incident !== undefined && isDue(incident, now)) as IncidentState[];
  const held = due.filter(({ lease }) => lease !== undefined && lease.until > now);
  const lease = { by: eventIds[0], until: now + leaseMs };
  const claimed = due.filter((incident) => !held.includes(incident));
  const isEarlier = ({ lease: other }: IncidentState): boolean =>
    other !== undefined && (eventIds.includes(other.by) || other.by.startsWith(CLOSING));
  return {
    ledger: claimed.reduce((state, one) => withIncident(state, { ...one, lease }), ledger),
    claims: claimed.map(({ id }) => ({ incidentId: id, lease })),
    isHeldByEarlierAttempt: held.some(isEarlier),
    isHeldElsewhere: held.some((incident) => !isEarlier(incident)),
  };
}

/** Whether an incident has news that nobody has published yet. */
export function isDue(incident: IncidentState, now: number): boolean {
  const { reported, worth, mergedInto } = incident;
  if (mergedInto !== undefined) {
    return false;
  }
  return reported === undefined || isWorthMore(worth, reported) || now >= updateAt(incident);
}

/** When an alert about new actors is due, in milliseconds since the epoch; never where nobody got an alert before. */
export function updateAt({ reported, newActors }: IncidentState): number {
  return newActors > 0 && reported?.audience === 'people'
    ? reported.at + UPDATE_EVERY_MS
    : Number.POSITIVE_INFINITY;
}

function note(
  ledger: LedgerState,
  sweep: Sweep,
  seen: SeenWorth,
  context: Omit<EntryContext, 'renotifySeconds'>,
): { readonly ledger: LedgerState; readonly incidentId: string } {
  const incident = incidentWithId(ledger, sweep.incidentId) as IncidentState;
  const { closedAt, reported } = incident;
  if (closedAt !== undefined) {
    return reported === undefined || isWorthMore(seen.worth, reported)
      ? noteInNext(ledger, sweep, seen, context)
      : { ledger, incidentId: incident.id };
  }
  const own = worthUnderAcknowledgements(ledger, seen, context.now);
  const isAlert = own.audience === 'people';
  const worth = higherWorth(incident.worth, own);
  const { actors, added } = addActors(incident.actors, isAlert ? seen.actors : []);
  const newActors = incident.newActors + added;
  const known = incident.quietActors ?? [];
  const quietActors = isAlert ? known : addActors(known, seen.actors).actors;
  const isSame =
    worth.severity === incident.worth.severity &&
    worth.audience === incident.worth.audience &&
    actors.flat().length === incident.actors.flat().length &&
    quietActors.flat().length === known.flat().length;
  const noted = {
    ...incident,
    worth,
    actors,
    newActors,
    ...(quietActors.length > 0 && { quietActors }),
  };
  return { ledger: isSame ? ledger : withIncident(ledger, noted), incidentId: incident.id };
}

/** What a sweep is worth: only the archive gets what its actors did if somebody has acknowledged that of each. */
export function worthUnderAcknowledgements(
  { acknowledgements }: LedgerState,
  { actors, worth }: SeenWorth,
  now: number,
): Worth {
  const isMuted =
    actors.length > 0 &&
    actors.every((actor) => isAcknowledged(acknowledgements, actor, worth, now));
  return isMuted ? { ...worth, audience: 'archive' } : worth;
}

/** A closed incident never opens again: what is worth more opens one that follows it. */
function noteInNext(
  ledger: LedgerState,
  sweep: Sweep,
  seen: SeenWorth,
  context: Omit<EntryContext, 'renotifySeconds'>,
): { readonly ledger: LedgerState; readonly incidentId: string } {
  const next = openIncident(ledger, sweep.start, sweep.end, sweep.windowSeconds, context);
  const moved = {
    ...ledger,
    sweeps: ledger.sweeps.map((one) =>
      one.id === sweep.id ? { ...one, incidentId: next.id } : one,
    ),
    incidents: [...ledger.incidents, next],
  };
  return note(moved, { ...sweep, incidentId: next.id }, seen, context);
}

/** A ledger after a notification was published. */
export interface Marked {
  /** The same object where there is nothing to mark. */
  readonly ledger: LedgerState;
  /** Present when there is more to publish: the renewed claim. */
  readonly next?: Claim;
}

/**
 * Marks what was published. What another handler has noted meanwhile is published next, under the same claim. Where
 * another handler took the claim over, it is left to that handler.
 *
 * @param newActors how many of them the notification included.
 */
export function markReported(
  ledger: LedgerState,
  { incidentId, lease }: Claim,
  published: Reported,
  newActors: number,
  { now, leaseMs }: Pick<ClaimContext, 'now' | 'leaseMs'>,
): Marked {
  const incident = incidentWithId(ledger, incidentId);
  if (incident === undefined) {
    return { ledger };
  }
  const { lease: current, reported: before, ...rest } = incident;
  const marked = {
    ...rest,
    worth: higherWorth(rest.worth, published),
    reported: { ...published, ...higherWorth(before ?? published, published) },
    newActors: Math.max(0, rest.newActors - newActors),
  };
  if (current !== undefined && (current.by !== lease.by || current.until !== lease.until)) {
    return { ledger: withIncident(ledger, { ...marked, lease: current }) };
  }
  if (isDue(marked, now)) {
    const renewed = { by: lease.by, until: now + leaseMs };
    return {
      ledger: withIncident(ledger, { ...marked, lease: renewed }),
      next: { incidentId, lease: renewed },
    };
  }
  return { ledger: withIncident(ledger, marked) };
}
