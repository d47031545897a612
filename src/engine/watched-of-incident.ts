import { allActorsOf, type IncidentState, type LedgerState } from '../detection/incident/ledger';
import {
  type JudgedSweep,
  startToWeigh,
  type WatchedActivity,
  weighIncident,
} from '../detection/watched/weigh-incident';
import type { Watching } from './watching';

export interface WatchedIncident {
  /** The key of its identity. */
  readonly identity: string;
  /** It lists the incident, the one that it follows, and later ones. */
  readonly ledger: LedgerState;
  readonly state: IncidentState;
  /** What it rests on, at least one. */
  readonly sweeps: readonly JudgedSweep[];
  readonly renotifySeconds: number;
  /** It takes no call from this second on. @default it takes them all */
  readonly until?: number;
}

/** Reads and weighs the watched calls of an incident. */
export async function watchedOfIncident(
  watching: Watching,
  { identity, ledger, state, sweeps, renotifySeconds, until }: WatchedIncident,
): Promise<WatchedActivity> {
  const read = await watching.read({
    identity,
    actors: allActorsOf(state),
    first: state.first,
    last: state.last,
    start: startToWeigh(ledger, state),
    next: ledger.incidents
      .filter((one) => one.mergedInto === undefined && one.first > state.first && isHeardOf(one))
      .map((one) => ({ first: one.first, actors: allActorsOf(one) })),
  });
  return weighIncident(read, state, sweeps, { ledger, renotifySeconds, until });
}

/** False for one whose first notification may have failed: another attempt at its calls has to find it. */
function isHeardOf({ reported, lease }: IncidentState): boolean {
  return reported !== undefined || lease === undefined;
}
