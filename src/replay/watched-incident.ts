import { leadAmong } from '../detection/incident/build-incident';
import type { Actor, IncidentState, Sweep } from '../detection/incident/ledger';
import type { TrackedCall } from '../detection/model';
import type { WatchedActivity } from '../engine/watched-of-incident';
import type { OwnedFinding } from './incidents';

/** A finding, with what decides which watched calls belong to its incident. */
export interface JudgedSweep extends OwnedFinding {
  /** With its exact ends. */
  readonly sweep: Sweep;
  /** The calls of the sweep. */
  readonly calls: readonly TrackedCall[];
  /** Whether the account has known its callers and their source IPs for long. */
  readonly isKnownCaller: boolean;
}

/** An incident of one identity. Watched calls alone open only those that follow another one. */
export interface WatchedIncident {
  readonly id: string;
  readonly first: number;
  /** Where its activity ends. */
  last: number;
  readonly sweeps: JudgedSweep[];
  actors: readonly Actor[];
  readonly follows: WatchedIncident | undefined;
  /** The score that it had before its first own sweep. */
  scoreBefore: number;
  /** Whether the activity went on when the incident was too long to take more. */
  isOngoing: boolean;
  /** Absent while it has to be read again. */
  watched?: WatchedActivity | undefined;
}

/** The sweeps that an incident rests on: its own, else those of the one that it follows. */
export function groundsOf({ sweeps, follows }: WatchedIncident): readonly JudgedSweep[] {
  return sweeps.length > 0 || follows === undefined ? sweeps : groundsOf(follows);
}

/** The score of an incident: that of its most severe finding, and what the watched calls add. */
export function scoreOf(incident: WatchedIncident, points: number): number {
  const [lead, ...others] = groundsOf(incident).map(({ finding }) => finding);
  return lead === undefined ? points : leadAmong([lead, ...others]).score + points;
}

/** Where an incident ends by its sweeps alone, or by the call that opened it. */
export function lastOwn({ first, sweeps }: WatchedIncident): number {
  return sweeps.reduce((last, { sweep }) => Math.max(last, sweep.end), first + 1);
}

export function stateOf(
  { id, first, actors, follows }: WatchedIncident,
  last: number,
): IncidentState {
  return {
    id,
    first,
    last,
    actors,
    newActors: 0,
    openedAt: first * 1000,
    changedAt: first * 1000,
    worth: { severity: 'informational', audience: 'archive' },
    ...(follows !== undefined && { follows: follows.id }),
  };
}
