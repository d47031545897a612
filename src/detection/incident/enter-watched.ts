import { LOOK_BACK_SECONDS } from '../watched/weigh';
import { type EntryContext, openIncident } from './enter-sweeps';
import { groundsOf, type IncidentState, isOpen, type LedgerState } from './ledger';

/** How long after its last activity an incident takes watched calls at least, in seconds. */
const MIN_GRACE_SECONDS = 15 * 60;

/** How long after a sweep a watched call opens an incident that follows, in seconds. */
export const FOLLOW_SECONDS = 24 * 3600;

/** How long after its last activity an incident takes watched calls, in seconds. */
export function graceSeconds(renotifySeconds: number): number {
  return Math.max(renotifySeconds, MIN_GRACE_SECONDS);
}

/** The incident that a watched call belongs to. */
export interface EnteredWatched {
  readonly ledger: LedgerState;
  readonly incident: IncidentState;
  /** Whether the call opens it. */
  readonly isNew: boolean;
  /** Present where the call came too late for a closed incident, which reported this. */
  readonly lateFor?: IncidentState;
}

/**
 * Finds the incident that a watched call belongs to: one whose activity it continues, else one that follows an incident
 * with a sweep in the day before. Watched calls alone open nothing.
 *
 * @param second of the call.
 * @param isOwn whether the call is by an actor of an incident, or by its child.
 */
export function enterWatched(
  ledger: LedgerState,
  second: number,
  isOwn: (incident: IncidentState) => boolean,
  context: EntryContext,
): EnteredWatched | undefined {
  const grace = graceSeconds(context.renotifySeconds);
  const own = ledger.incidents.filter((one) => one.mergedInto === undefined && isOwn(one));
  const taking = own.filter(
    ({ first, last }) => first - LOOK_BACK_SECONDS <= second && second < last + grace,
  );
  const open = taking.filter(isOpen).at(-1);
  if (open !== undefined) {
    return { ledger, incident: open, isNew: false };
  }
  const late = taking.at(-1);
  const before = late ?? own.filter((one) => isSoonAfter(ledger, one, second)).at(-1);
  if (before === undefined) {
    return undefined;
  }
  return {
    ...followerOf(ledger, before, second, context),
    isNew: true,
    ...(late !== undefined && { lateFor: late }),
  };
}

/** Opens the incident with which a watched call follows another one. */
export function followerOf(
  ledger: LedgerState,
  { id: follows, actors, quietActors = [] }: IncidentState,
  second: number,
  context: Omit<EntryContext, 'renotifySeconds'>,
): Pick<EnteredWatched, 'ledger' | 'incident'> {
  const opened = openIncident(ledger, second, second + 1, 1, context);
  const incident = { ...opened, follows, actors, quietActors };
  return { ledger: { ...ledger, incidents: [...ledger.incidents, incident] }, incident };
}

function isSoonAfter(ledger: LedgerState, incident: IncidentState, second: number): boolean {
  return groundsOf(ledger, incident).some(
    ({ start, end }) => start <= second && second < end + FOLLOW_SECONDS,
  );
}
