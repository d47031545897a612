import type { WatchedPart } from '../detection/incident/build-incident';
import { FOLLOW_SECONDS, graceSeconds } from '../detection/incident/enter-watched';
import {
  allActorsOf,
  type IncidentState,
  incidentWithId,
  type LedgerState,
} from '../detection/incident/ledger';
import type { Interval } from '../detection/model';
import {
  callsOfIncident,
  habitsAmong,
  isCoveredCall,
} from '../detection/watched/calls-of-incident';
import { summarizeWatched } from '../detection/watched/summarize-watched';
import type { KeptWatch } from '../detection/watched/watched-call';
import { LOOK_BACK_SECONDS, type WatchedWeight, weigh } from '../detection/watched/weigh';
import type { Judgement } from './judge';
import type { Watching } from './watching';

/** The watched calls of an incident. */
export interface WatchedActivity extends WatchedPart {
  /** Where the activity of the incident ends with them, seconds since the epoch. */
  readonly last: number;
  /** The first call that counts, but comes too long after it: it opens an incident that follows. */
  readonly later?: KeptWatch;
}

/** The first second of the incident with which a chain of followers began, within a day. */
function firstOfChain(ledger: LedgerState, { first, follows }: IncidentState): number {
  const before = incidentWithId(ledger, follows ?? '');
  return before === undefined || before.first >= first || before.last < first - FOLLOW_SECONDS
    ? first
    : firstOfChain(ledger, before);
}

function isAround({ first, last }: IncidentState, second: number, grace: number): boolean {
  return first - LOOK_BACK_SECONDS <= second && second < last + grace;
}

/** What has to be known of a sweep, to weigh watched calls. */
export type WatchedBy = Pick<Judgement, 'finding' | 'exact' | 'isKnownCaller'>;

/** Reads and weighs the watched calls of an incident. @param judgements of its sweeps, at least one. */
export async function watchedOfIncident(
  watching: Watching,
  identity: string,
  ledger: LedgerState,
  state: IncidentState,
  judgements: readonly WatchedBy[],
  renotifySeconds: number,
): Promise<WatchedActivity> {
  const { first, last, follows } = state;
  const before = incidentWithId(ledger, follows ?? '');
  const lookBack = first - LOOK_BACK_SECONDS;
  // One that a late call opened lies within the time of the one before.
  const from = before === undefined ? lookBack : Math.min(first, Math.max(lookBack, before.last));
  const read = await watching.read({
    identity,
    actors: allActorsOf(state),
    first,
    last,
    start: firstOfChain(ledger, state) - LOOK_BACK_SECONDS,
  });
  const sweeps = judgements.map(({ exact }): Interval => exact);
  const findings = judgements.map(({ finding }) => finding);
  const grace = graceSeconds(renotifySeconds);
  // What an intruder did in an incident before is no habit.
  const others = ledger.incidents.filter(({ id }) => id !== state.id);
  const settings = {
    habits: habitsAmong(
      read.earlier.filter(({ second }) => !others.some((one) => isAround(one, second, grace))),
    ),
    isKnownCaller: judgements.every((one) => one.isKnownCaller),
  };
  const weightOf = (calls: readonly KeptWatch[]): WatchedWeight => {
    const counted = calls.filter((call) => !isCoveredCall(call, findings));
    return weigh(summarizeWatched(counted), sweeps, settings);
  };
  const counts = (call: KeptWatch): boolean => weightOf([call]).points > 0;
  const activity = callsOfIncident(read.calls, { from, last, graceSeconds: grace }, counts);
  const [later] = read.calls
    .filter((call) => call.second >= activity.last + grace && counts(call))
    .sort((a, b) => a.second - b.second);
  return {
    lines: summarizeWatched(activity.calls),
    ...weightOf(activity.calls),
    last: activity.last,
    isComplete: read.isComplete,
    ...(later !== undefined && { later }),
  };
}
