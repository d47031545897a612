import { type Finding, isCovered } from '../finding';
import { sharesToken, tokensOf } from '../incident/actors';
import { identityOf } from '../incident/identity';
import type { Actor } from '../incident/ledger';
import { memberOf } from '../member-of';
import type { Digest } from '../model';
import { watchById } from './watch-catalog';
import type { KeptWatch, WatchedCall } from './watched-call';

/** How far back to look for habits, in seconds. */
export const HABIT_SECONDS = 24 * 3600;

/** In how many different hours before it a caller must have made a call, so that it is a habit. */
const HABIT_HOURS = 2;

/** The identity that a call belongs to: the caller, or the user to whom AWS did something itself. */
export function identityConcerned({ watchId, subject, principal, caller }: WatchedCall): string {
  const isByService = watchById(watchId)?.category.isMadeByServices === true;
  return isByService && subject !== undefined ? subject : identityOf(principal, caller);
}

/**
 * Whether an actor made a call. What a service did to the user itself, as AWS does with a leaked key, counts for every
 * actor.
 */
export function isByActor(call: KeptWatch, actors: readonly Actor[], digest: Digest): boolean {
  if (watchById(call.watchId)?.category.isMadeByServices === true) {
    return true;
  }
  const tokens = tokensOf(call.caller, digest);
  return actors.some((actor) => sharesToken(actor, tokens));
}

/**
 * The names of the calls that some callers make anyway, as an autoscaler launches instances: with success, in
 * {@link HABIT_HOURS} different hours.
 *
 * @param calls of the actors of an incident in the {@link HABIT_SECONDS} before the look-back, outside other incidents.
 */
export function habitsAmong(calls: readonly KeptWatch[]): Set<string> {
  const hours = new Map<string, Set<number>>();
  for (const { eventName, second, errorCode } of calls) {
    if (errorCode === undefined) {
      const own = memberOf(hours, eventName, () => new Set<number>());
      own.add(Math.floor(second / 3600));
    }
  }
  return new Set([...hours].flatMap(([name, own]) => (own.size >= HABIT_HOURS ? [name] : [])));
}

/**
 * Whether the allow-list covers a call too: it covers all sweeps, each entry names the call, and the call came from a
 * source IP of a sweep. Elsewhere, someone may use the stolen credentials of a tool. What AWS does to a leaked key is
 * never covered.
 *
 * @param findings of the incident.
 */
export function isCoveredCall(
  { watchId, eventName, caller: { sourceIp = '' } }: KeptWatch,
  findings: readonly Finding[],
): boolean {
  return (
    watchById(watchId)?.category.isMadeByServices !== true &&
    findings.every(
      (finding) =>
        isCovered(finding) && finding.allowlist?.watchedCalls?.includes(eventName) === true,
    ) &&
    findings.some(({ evidence }) => evidence.sourceIps.includes(sourceIp))
  );
}

/** The activity of an incident in event time, seconds since the epoch. */
interface ActivitySpan {
  /** From when on calls belong to it: before its first sweep, but after the incident that it follows. */
  readonly from: number;
  readonly last: number;
  /** How long after its last activity it takes further calls. */
  readonly graceSeconds: number;
}

/**
 * The calls that belong to an incident: each within its grace after the activity before. Calls that count are activity.
 *
 * @returns also where its activity ends with them.
 */
export function callsOfIncident(
  calls: readonly KeptWatch[],
  { from, last, graceSeconds }: ActivitySpan,
  counts: (call: KeptWatch) => boolean,
): { readonly calls: readonly KeptWatch[]; readonly last: number } {
  const taken: KeptWatch[] = [];
  let end = last;
  for (const call of [...calls].sort((a, b) => a.second - b.second)) {
    if (from <= call.second && call.second < end + graceSeconds) {
      taken.push(call);
      end = counts(call) ? Math.max(end, call.second + 1) : end;
    }
  }
  return { calls: taken, last: end };
}
