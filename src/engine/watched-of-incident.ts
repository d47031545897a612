import type { WatchedPart } from '../detection/incident/build-incident';
import { graceSeconds } from '../detection/incident/enter-watched';
import { type IncidentState, incidentWithId, type LedgerState } from '../detection/incident/ledger';
import type { Interval } from '../detection/model';
import { callsOfIncident } from '../detection/watched/calls-of-incident';
import { summarizeWatched } from '../detection/watched/summarize-watched';
import { LOOK_BACK_SECONDS, weigh } from '../detection/watched/weigh';
import type { Judgement } from './judge';
import type { Watching } from './watching';

const DAY_SECONDS = 24 * 3600;

/** The watched calls of an incident. */
export interface WatchedActivity extends WatchedPart {
  /** Where the activity of the incident ends with them, seconds since the epoch. */
  readonly last: number;
}

/** Reads and weighs the watched calls of an incident. @param judgements of its sweeps, at least one. */
export async function watchedOfIncident(
  watching: Watching,
  identity: string,
  ledger: LedgerState,
  state: IncidentState,
  judgements: readonly Pick<Judgement, 'finding' | 'exact' | 'isKnownCaller'>[],
  renotifySeconds: number,
): Promise<WatchedActivity> {
  const { first, last, actors, follows } = state;
  const before = incidentWithId(ledger, follows ?? '');
  const from = Math.max(first - LOOK_BACK_SECONDS, before?.last ?? 0);
  const read = await watching.read({ identity, actors, start: from, end: last + DAY_SECONDS });
  const sweeps = judgements.map(({ exact }): Interval => exact);
  const habits = new Set([
    ...read.habits,
    ...judgements.flatMap(({ finding }) => finding.allowlist?.watchedCalls ?? []),
  ]);
  const settings = { habits, isKnownCaller: judgements.every((one) => one.isKnownCaller) };
  const activity = callsOfIncident(
    read.calls,
    { from, last, graceSeconds: graceSeconds(renotifySeconds) },
    (call) => weigh(summarizeWatched([call]), sweeps, settings).points > 0,
  );
  const lines = summarizeWatched(activity.calls);
  return {
    lines,
    ...weigh(lines, sweeps, settings),
    last: activity.last,
    isComplete: read.isComplete,
  };
}
