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

/** Watched calls move the end of an incident by this at least, in seconds. Else each would be a write. */
export const ACTIVITY_SLACK_SECONDS = 60;

/** Whether a watched call is by an actor of an incident, or by its child. */
export type IsOwn = (incident: IncidentState) => boolean;

/**
 * The open incident that a watched call probably continues. Its end is known by {@link ACTIVITY_SLACK_SECONDS} only;
 * all of its calls show whether it takes the call.
 *
 * @param second of the call.
 */
export function openAround(
  { incidents }: LedgerState,
  second: number,
  isOwn: IsOwn,
  renotifySeconds: number,
): IncidentState | undefined {
  const slack = ACTIVITY_SLACK_SECONDS;
  return incidents.findLast(
    (one) =>
      isOpen(one) && isOwn(one) && isAround(one, second, graceSeconds(renotifySeconds) + slack),
  );
}

/** Whether a second is in the time from the look-back of an incident to some seconds after its last activity. */
export function isAround({ first, last }: IncidentState, second: number, grace: number): boolean {
  return first - LOOK_BACK_SECONDS <= second && second < last + grace;
}

/** An incident that a watched call opens. */
export interface Follower {
  readonly ledger: LedgerState;
  readonly incident: IncidentState;
  /** Present where the call came too late for a closed incident, which reported this. */
  readonly lateFor?: IncidentState;
}

/**
 * Opens an incident for a watched call that continues no open one, after an incident with a sweep in the day before.
 * Watched calls alone open nothing.
 *
 * @param second of the call.
 */
export function openFollower(
  ledger: LedgerState,
  second: number,
  isOwn: IsOwn,
  context: EntryContext,
): Follower | undefined {
  const grace = graceSeconds(context.renotifySeconds);
  const own = ledger.incidents.filter((one) => one.mergedInto === undefined && isOwn(one));
  const late = own.findLast((one) => one.closedAt !== undefined && isAround(one, second, grace));
  const before = late ?? own.findLast((one) => isSoonAfter(ledger, one, second));
  return (
    before && {
      ...followerOf(ledger, before, second, context),
      ...(late !== undefined && { lateFor: late }),
    }
  );
}

/** Opens the incident with which a watched call follows another one. */
export function followerOf(
  ledger: LedgerState,
  { id: follows, actors, quietActors = [] }: IncidentState,
  second: number,
  context: Omit<EntryContext, 'renotifySeconds'>,
): Follower {
  const opened = openIncident(ledger, second, second + 1, 1, context);
  const incident = { ...opened, follows, actors, quietActors };
  return { ledger: { ...ledger, incidents: [...ledger.incidents, incident] }, incident };
}

function isSoonAfter(ledger: LedgerState, incident: IncidentState, second: number): boolean {
  return groundsOf(ledger, incident).some(
    ({ start, end }) => start <= second && second < end + FOLLOW_SECONDS,
  );
}
