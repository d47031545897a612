import { actorsAmong, addActors } from '../detection/incident/actors';
import { MAX_INCIDENT_SECONDS } from '../detection/incident/enter-sweeps';
import { incidentId } from '../detection/incident/incident-id';
import { summarizeWatched } from '../detection/watched/summarize-watched';
import type { KeptWatch } from '../detection/watched/watched-call';
import { LOOK_BACK_SECONDS, weigh } from '../detection/watched/weigh';
import { bucketStart } from '../detection/window';
import { type WatchedActivity, watchedOfIncident } from '../engine/watched-of-incident';
import type { Watching } from '../engine/watching';
import type { IncidentOptions } from './incidents';
import {
  groundsOf,
  type JudgedSweep,
  lastOwn,
  scoreOf,
  stateOf,
  type WatchedIncident,
} from './watched-incident';

const FOLLOW_SECONDS = 24 * 3600;

export interface WatchedIncidentsParts extends IncidentOptions {
  readonly watching: Watching;
}

/**
 * The incidents of one identity where watched calls are activity too: those that the deployed detector would have in the
 * end if every call arrived without delay.
 *
 * @returns by start, each with its watched calls.
 */
export async function watchedIncidentsOf(
  identity: string,
  sweeps: readonly JudgedSweep[],
  parts: WatchedIncidentsParts,
): Promise<readonly WatchedIncident[]> {
  const incidents = new IdentityIncidents(identity, parts);
  for (const sweep of [...sweeps].sort(byStart)) {
    await incidents.add(sweep);
  }
  return incidents.end();
}

class IdentityIncidents {
  private readonly identity: string;
  private readonly parts: WatchedIncidentsParts;
  private readonly renotifySeconds: number;
  private readonly incidents: WatchedIncident[] = [];

  constructor(identity: string, parts: WatchedIncidentsParts) {
    this.identity = identity;
    this.parts = parts;
    this.renotifySeconds = parts.renotifyMinutes * 60;
  }

  /** Adds the next sweep by start. */
  async add(judged: JudgedSweep): Promise<void> {
    const { start, end, windowSeconds } = judged.sweep;
    const { digest } = this.parts;
    const current = await this.latestAt(start);
    const incident =
      current !== undefined && this.takes(current, start)
        ? current
        : this.opened(start, windowSeconds, current);
    if (incident.sweeps.length === 0 && incident.follows !== undefined) {
      const { points } = await this.readWatched(incident, start - 1);
      incident.scoreBefore = scoreOf(incident, points);
    }
    const callers = judged.calls.flatMap(({ caller }) => caller ?? []);
    incident.sweeps.push(judged);
    incident.last = Math.max(incident.last, end);
    incident.actors = addActors(incident.actors, actorsAmong(callers, digest)).actors;
    incident.watched = undefined;
  }

  async end(): Promise<readonly WatchedIncident[]> {
    await this.latestAt(Number.POSITIVE_INFINITY);
    for (const incident of this.incidents) {
      await this.watchedOf(incident);
    }
    return this.incidents;
  }

  /** The latest incident by a second, before which watched calls may have opened one that follows. */
  private async latestAt(second: number): Promise<WatchedIncident | undefined> {
    let latest = this.incidents.at(-1);
    while (latest !== undefined && !this.takes(latest, second)) {
      await this.watchedOf(latest);
      const next = this.takes(latest, second) ? undefined : await this.followerOf(latest, second);
      if (next === undefined) {
        return latest;
      }
      this.incidents.push(next);
      latest = next;
    }
    return latest;
  }

  private takes({ first, last }: WatchedIncident, second: number): boolean {
    return second < last + this.renotifySeconds && second < first + MAX_INCIDENT_SECONDS;
  }

  private opened(
    start: number,
    windowSeconds: number,
    before: WatchedIncident | undefined,
  ): WatchedIncident {
    const isSoonAfter = before !== undefined && start < before.last + FOLLOW_SECONDS;
    const opened = this.newIncident(start, windowSeconds, isSoonAfter ? before : undefined);
    if (before !== undefined) {
      before.isOngoing = start < before.last + this.renotifySeconds;
    }
    this.incidents.push(opened);
    return opened;
  }

  /** Two that begin in one bucket have different IDs, as in the ledger. */
  private newIncident(
    first: number,
    windowSeconds: number,
    follows: WatchedIncident | undefined,
  ): WatchedIncident {
    const idOf = (second: number): string => incidentId(this.identity, second, this.parts.digest);
    let id = idOf(bucketStart(first, windowSeconds));
    for (let second = first + 1; this.incidents.some((other) => other.id === id); second += 1) {
      id = idOf(second);
    }
    return {
      id,
      first,
      last: first + 1,
      sweeps: [],
      actors: [],
      follows,
      scoreBefore: 0,
      isOngoing: false,
    };
  }

  /** The incident that a watched call after another incident, and before a second, opens. */
  private async followerOf(
    before: WatchedIncident,
    until: number,
  ): Promise<WatchedIncident | undefined> {
    for (const { second } of await this.lateCallsOf(before)) {
      if (second >= until) {
        return undefined;
      }
      const follower = this.newIncident(second, 1, before);
      follower.actors = before.actors;
      if ((await this.watchedOf(follower)).points > 0) {
        return follower;
      }
    }
    return undefined;
  }

  /** The watched calls that may open an incident that follows, by time. */
  private async lateCallsOf(before: WatchedIncident): Promise<KeptWatch[]> {
    const grounds = groundsOf(before);
    const sweeps = grounds.map(({ sweep }) => sweep);
    const isKnownCaller = grounds.every((judged) => judged.isKnownCaller);
    const last = Math.max(...sweeps.map((sweep) => sweep.end));
    const { calls } = await this.parts.watching.read({
      identity: this.identity,
      actors: before.actors,
      first: before.first,
      start: (chainOf(before)[0] ?? before).first - LOOK_BACK_SECONDS,
      last,
    });
    return calls
      .filter(({ second }) => second >= before.last)
      .filter((call) => weigh(summarizeWatched([call]), sweeps, { isKnownCaller }).points > 0)
      .sort((a, b) => a.second - b.second);
  }

  /** The watched calls of an incident, by the same steps as the deployed detector takes. */
  private async watchedOf(incident: WatchedIncident): Promise<WatchedActivity> {
    if (incident.watched === undefined) {
      const latest = incident.first + MAX_INCIDENT_SECONDS - 1;
      incident.watched = await this.readWatched(incident, latest);
      incident.last = Math.max(incident.last, incident.watched.last);
    }
    return incident.watched;
  }

  /** @param latest second that counts. */
  private readWatched(incident: WatchedIncident, latest: number): Promise<WatchedActivity> {
    const { watching } = this.parts;
    const { follows } = incident;
    return watchedOfIncident(
      {
        ...watching,
        read: (span) =>
          watching.read({ ...span, last: Math.min(span.last, latest - FOLLOW_SECONDS) }),
      },
      this.identity,
      { sweeps: [], incidents: chainOf(follows).map((one) => stateOf(one, one.last)) },
      stateOf(incident, lastOwn(incident)),
      groundsOf(incident).map((judged) => ({ ...judged, exact: judged.sweep })),
      this.renotifySeconds,
    );
  }
}

/** The incidents that led to one, and that one, the first one first. */
function chainOf(incident: WatchedIncident | undefined): readonly WatchedIncident[] {
  return incident === undefined ? [] : [...chainOf(incident.follows), incident];
}

function byStart({ sweep: a }: JudgedSweep, { sweep: b }: JudgedSweep): number {
  return a.start - b.start || a.end - b.end;
}
