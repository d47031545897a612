import { MAX_INCIDENT_SECONDS } from '../detection/incident/enter-sweeps';
import { allActorsOf, type IncidentState, incidentWithId } from '../detection/incident/ledger';
import type { KeptWatch } from '../detection/watched/watched-call';
import type { WatchedActivity } from '../detection/watched/weigh-incident';
import { watchedOfIncident } from '../engine/watched-of-incident';
import type { Watching } from '../engine/watching';
import type { HistoryIncident, HistorySweep } from './history-incident';
import { HistoryLedger, type IncidentsParts } from './history-ledger';

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
  const { watching } = parts;
  const history = new HistoryLedger(identity, parts);
  const addWatched = watching && watchedAdder(identity, history, watching, parts);
  for (const sweep of [...sweeps].sort(byStart)) {
    await addWatched?.(sweep.exact.start);
    history.forgetBefore(sweep.exact.start);
    history.enter(sweep);
  }
  await addWatched?.(Number.POSITIVE_INFINITY);
  return history.incidents;
}

/** @returns a function that adds the watched calls before a second: they extend incidents, or open some that follow. */
function watchedAdder(
  identity: string,
  history: HistoryLedger,
  watching: Watching,
  { renotifyMinutes }: IncidentsParts,
) {
  /** The watched calls of an incident before a second. */
  function weigh(incident: IncidentState, until: number): Promise<WatchedActivity> {
    return watchedOfIncident(watching, {
      identity,
      ledger: history.ledger,
      state: incident,
      sweeps: history.groundsFor(incident),
      renotifySeconds: renotifyMinutes * 60,
      until: Math.min(until, incident.first + MAX_INCIDENT_SECONDS),
    });
  }

  /** The incidents that may get watched calls: the latest, and those with an actor that is in no later one. */
  function activeIncidents(): readonly IncidentState[] {
    const taken = new Set<string>();
    return history.ledger.incidents.toReversed().filter((incident, index) => {
      const tokens = allActorsOf(incident).flat();
      const isActive = index === 0 || tokens.some((token) => !taken.has(token));
      tokens.forEach((token) => void taken.add(token));
      return isActive;
    });
  }

  /** The active incidents and their watched calls before a second, as these end. */
  async function activities(until: number) {
    const found: { readonly incident: IncidentState; readonly activity: WatchedActivity }[] = [];
    for (const incident of activeIncidents()) {
      found.push({ incident, activity: await weigh(incident, until) });
    }
    return found.sort((a, b) => a.activity.last - b.activity.last);
  }

  /** The first watched call before a second that comes too late for its incident. @param spent IDs of what to skip. */
  async function firstLate(until: number, spent: ReadonlySet<string>) {
    const late = (await activities(until)).flatMap(({ incident, activity: { later: call } }) =>
      call === undefined ||
      call.second >= until ||
      spent.has(incident.id) ||
      spent.has(call.eventId)
        ? []
        : [{ before: incident, call }],
    );
    return late.sort((a, b) => a.call.second - b.call.second)[0];
  }

  /** @returns whether one of the calls from one on and before a second is worth an incident that follows another. */
  async function follow(before: IncidentState, call: KeptWatch, until: number): Promise<boolean> {
    let next: KeptWatch | undefined = call;
    while (next !== undefined && next.second < until) {
      const { second }: KeptWatch = next;
      const { incident, takeBack } = history.follow(before, second);
      const activity: WatchedActivity = await weigh(incident, second + 1);
      if (activity.points > 0) {
        history.join(incident, second);
        return true;
      }
      takeBack();
      next = activity.later;
    }
    return false;
  }

  /** @returns whether an incident joined another one. */
  async function extendAll(until: number): Promise<boolean> {
    const count = history.ledger.incidents.length;
    for (const { incident, activity } of await activities(until)) {
      // One before it may have taken it.
      const current = incidentWithId(history.ledger, incident.id);
      if (current !== undefined) {
        history.extend(current, activity);
      }
    }
    return history.ledger.incidents.length < count;
  }

  return async (until: number): Promise<void> => {
    const spent = new Set<string>();
    for (;;) {
      const late = await firstLate(until, spent);
      const isJoined = await extendAll(late?.call.second ?? until);
      if (!isJoined && late === undefined) {
        return;
      }
      if (!isJoined && late !== undefined) {
        const isNew = await follow(late.before, late.call, until);
        spent.add(isNew ? late.call.eventId : late.before.id);
      }
    }
  };
}

function byStart({ exact: a }: HistorySweep, { exact: b }: HistorySweep): number {
  return a.start - b.start || a.end - b.end;
}
