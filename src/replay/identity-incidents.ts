import { actorsAmong, addActors } from '../detection/incident/actors';
import { MAX_INCIDENT_SECONDS, openIncident } from '../detection/incident/enter-sweeps';
import { takesAt } from '../detection/incident/incidents-among';
import type { Actor, LedgerState } from '../detection/incident/ledger';
import type { Digest } from '../detection/model';
import type { SeveritySettings } from '../detection/severity/assess';
import type { KeptWatch } from '../detection/watched/watched-call';
import { retentionSeconds } from '../engine/retention';
import { watchedOfIncident } from '../engine/watched-of-incident';
import type { Watching } from '../engine/watching';
import { type HistoryIncident, type HistorySweep, raise } from './history-incident';

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
  const found: HistoryIncident[] = [];

  const takes = ({ state }: HistoryIncident, second: number): boolean =>
    takesAt(state, second, renotifySeconds);

  /** The incidents that the deployed detector still knows at a second. */
  function ledgerAt(second: number): LedgerState {
    const earliest = second - retentionSeconds(parts);
    const recent = found.slice(found.findLastIndex(({ state }) => state.last < earliest) + 1);
    return { sweeps: [], incidents: recent.map(({ state }) => state) };
  }

  function open(first: number, last: number, windowSeconds: number): HistoryIncident {
    const context = { identity, now: first * 1000, digest };
    const state = openIncident(ledgerAt(first), first, last, windowSeconds, context);
    return { identity, state, sweeps: [], hasOwnSweeps: false, isOngoing: false };
  }

  /** Opens the incident with which a watched call follows another one. */
  function follow({ state: { id, actors }, sweeps }: HistoryIncident, { second }: KeptWatch) {
    const opened = open(second, second + 1, 1);
    return { ...opened, state: { ...opened.state, follows: id, actors }, sweeps };
  }

  async function weigh({ state, sweeps }: HistoryIncident, until: number) {
    return (
      watching &&
      watchedOfIncident(
        watching,
        identity,
        ledgerAt(state.first),
        state,
        sweeps,
        renotifySeconds,
        until,
      )
    );
  }

  /** Adds its watched calls to an incident. @returns the first one that comes too late for it. */
  async function extend(incident: HistoryIncident): Promise<KeptWatch | undefined> {
    const watched = await weigh(incident, incident.state.first + MAX_INCIDENT_SECONDS);
    if (watched !== undefined) {
      incident.watched = watched;
      incident.state = { ...incident.state, last: Math.max(incident.state.last, watched.last) };
    }
    return watched?.later;
  }

  /** Only watched calls depend on the actors. */
  function actorsOf({ calls }: HistorySweep): readonly Actor[] {
    const callers = watching === undefined ? [] : calls.flatMap(({ caller }) => caller ?? []);
    return actorsAmong(callers, digest);
  }

  /** Adds the watched calls before a second: they extend the latest incident, or open one that follows. */
  async function addWatched(until: number): Promise<void> {
    let latest = found.at(-1);
    let call = latest && !takes(latest, until) ? await extend(latest) : undefined;
    while (latest && !takes(latest, until) && call && call.second < until) {
      const follower = follow(latest, call);
      found.push(follower);
      call = await extend(follower);
      if (follower.watched?.points === 0) {
        found.pop();
      }
      latest = found.at(-1);
    }
  }

  /** Opens an incident for a sweep. The one before may have been too long to take it. */
  function openBy({ exact: { start, end, windowSeconds } }: HistorySweep): HistoryIncident {
    const latest = found.at(-1);
    if (latest !== undefined) {
      latest.isOngoing = start < latest.state.last + renotifySeconds;
    }
    const opened = open(start, end, windowSeconds);
    found.push(opened);
    return opened;
  }

  for (const sweep of [...sweeps].sort(byStart)) {
    const { start, end } = sweep.exact;
    await addWatched(start);
    const latest = found.at(-1);
    const incident = latest !== undefined && takes(latest, start) ? latest : openBy(sweep);
    if (!incident.hasOwnSweeps) {
      // From now on it rests on its own sweeps, but its severity never falls.
      raise(incident, incident === latest ? await weigh(incident, start) : undefined, severity);
      incident.sweeps = [];
      incident.hasOwnSweeps = true;
    }
    incident.sweeps.push(sweep);
    const { last, actors } = incident.state;
    incident.state = {
      ...incident.state,
      last: Math.max(last, end),
      actors: addActors(actors, actorsOf(sweep)).actors,
    };
  }
  await addWatched(Number.POSITIVE_INFINITY);
  for (const incident of found) {
    raise(incident, incident.watched, severity);
  }
  return found;
}

function byStart({ exact: a }: HistorySweep, { exact: b }: HistorySweep): number {
  return a.start - b.start || a.end - b.end;
}
