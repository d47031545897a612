import { isCovered } from '../detection/finding';
import { actorsAmong, addActors } from '../detection/incident/actors';
import { enterSweeps, joinAround, MAX_INCIDENT_SECONDS } from '../detection/incident/enter-sweeps';
import { followerOf } from '../detection/incident/enter-watched';
import {
  allActorsOf,
  EMPTY_LEDGER,
  type IncidentState,
  incidentWithId,
  type LedgerState,
  type Sweep,
  sweepsOf,
  withIncident,
} from '../detection/incident/ledger';
import type { Digest } from '../detection/model';
import type { SeveritySettings } from '../detection/severity/assess';
import type { KeptWatch } from '../detection/watched/watched-call';
import type { WatchedActivity } from '../detection/watched/weigh-incident';
import { retentionSeconds } from '../engine/retention';
import { watchedOfIncident } from '../engine/watched-of-incident';
import type { Watching } from '../engine/watching';
import { type HistoryIncident, type HistorySweep, raised } from './history-incident';

export interface IncidentsParts {
  readonly renotifyMinutes: number;
  readonly lateEventHours: number;
  readonly digest: Digest;
  readonly severity: Pick<SeveritySettings, 'cutoffs'>;
  /** @default incidents consist of sweeps alone */
  readonly watching?: Watching | undefined;
}

/**
 * The incidents of one identity, as the deployed detector has them in the end if every call arrives without delay.
 *
 * @returns by start.
 */
export async function identityIncidents(
  identity: string,
  sweeps: readonly HistorySweep[],
  parts: IncidentsParts,
): Promise<readonly HistoryIncident[]> {
  const { digest, watching, severity, renotifyMinutes } = parts;
  const renotifySeconds = renotifyMinutes * 60;
  /** By ID of the sweep in the ledger. */
  const known = new Map<string, HistorySweep>();
  /** By ID of the incident, as is what follows. The sweeps of the incident before, where watched calls opened one. */
  const inherited = new Map<string, readonly HistorySweep[]>();
  const watched = new Map<string, WatchedActivity>();
  /** IDs of incidents that were too long to take the sweep that opened the next one. */
  const ongoing = new Set<string>();
  const forgotten: HistoryIncident[] = [];
  let ledger: LedgerState = EMPTY_LEDGER;

  const contextAt = (second: number) => ({
    identity,
    now: second * 1000,
    digest,
    renotifySeconds,
  });

  function groundsFor({ id }: IncidentState): readonly HistorySweep[] {
    const own = sweepsOf(ledger, id).map((sweep) => known.get(sweep.id) as HistorySweep);
    return own.length > 0 ? own : (inherited.get(id) ?? []);
  }

  function resultOf(state: IncidentState): HistoryIncident {
    const activity = watched.get(state.id);
    return {
      identity,
      state,
      sweeps: groundsFor(state),
      hasOwnSweeps: sweepsOf(ledger, state.id).length > 0,
      isOngoing: ongoing.has(state.id),
      ...(activity && { watched: activity }),
    };
  }

  /** Drops what the deployed detector no longer knows at a second, nor did when the oldest of the others began. */
  function forgetBefore(second: number): void {
    const earliest = second - 2 * retentionSeconds(parts);
    const over = ledger.incidents.filter(({ last }) => last < earliest);
    if (over.length > 0) {
      forgotten.push(...over.map(resultOf));
      const ids = new Set(over.map(({ id }) => id));
      ledger = {
        sweeps: ledger.sweeps.filter(({ incidentId }) => !ids.has(incidentId)),
        incidents: ledger.incidents.filter(({ id }) => !ids.has(id)),
      };
    }
  }

  /** The watched calls of an incident before a second. */
  function weigh(state: IncidentState, reader: Watching, until: number): Promise<WatchedActivity> {
    const end = Math.min(until, state.first + MAX_INCIDENT_SECONDS);
    const grounds = groundsFor(state);
    return watchedOfIncident(reader, identity, ledger, state, grounds, renotifySeconds, end);
  }

  /** Adds watched calls to an incident. With them, it may take another one. */
  function extend(state: IncidentState, activity: WatchedActivity): void {
    const { id, last } = state;
    watched.set(id, activity);
    const longer = { ...state, last: Math.max(last, activity.last) };
    ledger = withIncident(ledger, raised(longer, groundsFor(state), activity, severity));
    if (activity.last > last) {
      join(longer, activity.last - 1);
    }
  }

  /** Joins an incident with those that take an activity of it. */
  function join(incident: IncidentState, second: number): void {
    const activity = { start: second, end: second + 1 };
    ({ ledger } = joinAround(ledger, incident, activity, contextAt(second)));
  }

  /** Opens an incident that follows another one, if one of the calls from one on and before a second is worth it. */
  async function follow(before: IncidentState, call: KeptWatch, reader: Watching, until: number) {
    const unchanged = ledger;
    let next: KeptWatch | undefined = call;
    while (next !== undefined && next.second < until) {
      const { second }: KeptWatch = next;
      const opened = followerOf(unchanged, before, second, contextAt(second));
      const { incident } = opened;
      ({ ledger } = opened);
      inherited.set(incident.id, groundsFor(before));
      const activity: WatchedActivity = await weigh(incident, reader, second + 1);
      if (activity.points > 0) {
        join(incident, second);
        return true;
      }
      ledger = unchanged;
      next = activity.later;
    }
    return false;
  }

  /** The incidents that may get watched calls: those with an actor that is in no later one. */
  function activeIncidents(): readonly IncidentState[] {
    const taken = new Set<string>();
    return ledger.incidents.toReversed().filter((incident) => {
      const tokens = allActorsOf(incident).flat();
      const isActive = tokens.some((token) => !taken.has(token));
      tokens.forEach((token) => void taken.add(token));
      return isActive;
    });
  }

  /** The first watched call before a second that comes too late for its incident. @param spent IDs of what to skip. */
  async function firstLate(reader: Watching, until: number, spent: ReadonlySet<string>) {
    const late: { readonly before: IncidentState; readonly call: KeptWatch }[] = [];
    for (const before of activeIncidents()) {
      const { later: call } = await weigh(before, reader, until);
      const isSpent = spent.has(before.id) || spent.has(call?.eventId ?? '');
      if (call !== undefined && call.second < until && !isSpent) {
        late.push({ before, call });
      }
    }
    return late.sort((a, b) => a.call.second - b.call.second)[0];
  }

  /** Adds the watched calls before a second, by time: they extend incidents, or open some that follow. */
  async function addWatched(reader: Watching, until: number): Promise<void> {
    const spent = new Set<string>();
    for (let isDone = false; !isDone; ) {
      const late = await firstLate(reader, until, spent);
      const count = ledger.incidents.length;
      for (const { id } of activeIncidents()) {
        const state = incidentWithId(ledger, id);
        if (state !== undefined) {
          extend(state, await weigh(state, reader, late?.call.second ?? until));
        }
      }
      const isJoined = ledger.incidents.length < count;
      isDone = late === undefined && !isJoined;
      if (late !== undefined && !isJoined) {
        const isNew = await follow(late.before, late.call, reader, until);
        spent.add(isNew ? late.call.eventId : late.before.id);
      }
    }
  }

  /** Enters a sweep. The incident before may have been too long to take it. */
  function enter(sweep: HistorySweep): void {
    const { exact } = sweep;
    const latest = ledger.incidents.at(-1);
    const found = [{ partition: exact, interval: exact }];
    const { ledger: entered, touched } = enterSweeps(ledger, found, contextAt(exact.start));
    const [{ id, incidentId }] = touched as [Sweep];
    known.set(id, sweep);
    const incident = incidentWithId(entered, incidentId) as IncidentState;
    const isNew = incidentWithId(ledger, incidentId) === undefined;
    if (isNew && latest !== undefined && exact.start < latest.last + renotifySeconds) {
      ongoing.add(latest.id);
    }
    ledger = withIncident(entered, withActorsOf(incident, sweep));
  }

  /** Only watched calls depend on the actors. */
  function withActorsOf(incident: IncidentState, { calls, finding }: HistorySweep): IncidentState {
    if (watching === undefined) {
      return incident;
    }
    const actors = actorsAmong(
      calls.flatMap(({ caller }) => caller ?? []),
      digest,
    );
    const list = isCovered(finding) ? 'quietActors' : 'actors';
    return { ...incident, [list]: addActors(incident[list] ?? [], actors).actors };
  }

  for (const sweep of [...sweeps].sort(byStart)) {
    if (watching !== undefined) {
      await addWatched(watching, sweep.exact.start);
    }
    forgetBefore(sweep.exact.start);
    enter(sweep);
  }
  if (watching !== undefined) {
    await addWatched(watching, Number.POSITIVE_INFINITY);
  }
  return [...forgotten, ...ledger.incidents.map(resultOf)];
}

function byStart({ exact: a }: HistorySweep, { exact: b }: HistorySweep): number {
  return a.start - b.start || a.end - b.end;
}
