import { allActorsOf, type IncidentState, type LedgerState } from '../detection/incident/ledger';
import {
  type JudgedSweep,
  startToWeigh,
  type WatchedActivity,
  weighIncident,
} from '../detection/watched/weigh-incident';
import type { Watching } from './watching';

/** Reads and weighs the watched calls of an incident. @param sweeps that it rests on, at least one. */
export async function watchedOfIncident(
  watching: Watching,
  identity: string,
  ledger: LedgerState,
  state: IncidentState,
  sweeps: readonly JudgedSweep[],
  renotifySeconds: number,
  until?: number,
): Promise<WatchedActivity> {
  const read = await watching.read({
    identity,
    actors: allActorsOf(state),
    first: state.first,
    last: state.last,
    start: startToWeigh(ledger, state),
    next: ledger.incidents
      .filter(({ first, mergedInto }) => mergedInto === undefined && first > state.first)
      .map((one) => ({ first: one.first, actors: allActorsOf(one) })),
  });
  return weighIncident(read, state, sweeps, { ledger, renotifySeconds, until });
}
