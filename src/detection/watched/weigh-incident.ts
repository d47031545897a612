import type { Finding } from '../finding';
import type { WatchedPart } from '../incident/build-incident';
import { FOLLOW_SECONDS, graceSeconds, isAround } from '../incident/enter-watched';
import { type IncidentState, incidentWithId, type LedgerState } from '../incident/ledger';
import type { Interval } from '../model';
import { callsOfIncident, habitsAmong, isCoveredCall } from './calls-of-incident';
import { summarizeWatched } from './summarize-watched';
import type { KeptWatch } from './watched-call';
import { LOOK_BACK_SECONDS, type WatchedWeight, weigh } from './weigh';

/** The watched calls of an incident. */
export interface WatchedActivity extends WatchedPart {
  /** Where the activity of the incident ends with them, seconds since the epoch. */
  readonly last: number;
  /** The first call that counts, but comes too long after it: it opens an incident that follows. */
  readonly later?: KeptWatch;
}

/** What has to be known of a sweep, to weigh watched calls. */
export interface JudgedSweep {
  readonly finding: Finding;
  /** The sweep with its exact ends. */
  readonly exact: Interval;
  /** Whether the account has known its callers and their source IPs for a long time. */
  readonly isKnownCaller: boolean;
}

/** The watched calls to weigh. */
interface CallsToWeigh {
  /** Those from {@link startToWeigh} on. */
  readonly calls: readonly KeptWatch[];
  /** Those of its actors in the day before its look-back. */
  readonly earlier: readonly KeptWatch[];
  readonly isComplete: boolean;
}

/** How to weigh them. */
interface WeighingContext {
  /** It lists the incident that it follows. */
  readonly ledger: LedgerState;
  readonly renotifySeconds: number;
  /**
   * The incident takes no call from this second on.
   * @default it takes them all
   */
  readonly until?: number | undefined;
}

/** The second from which on an incident may have watched calls. */
export function startToWeigh(ledger: LedgerState, state: IncidentState): number {
  return firstOfChain(ledger, state) - LOOK_BACK_SECONDS;
}

/** The first second of the incident with which a chain of followers began, within a day. */
function firstOfChain(ledger: LedgerState, { first, follows }: IncidentState): number {
  const before = incidentWithId(ledger, follows ?? '');
  return before === undefined || before.first >= first || before.last < first - FOLLOW_SECONDS
    ? first
    : firstOfChain(ledger, before);
}

/** Weighs the watched calls of an incident. @param sweeps that it rests on, at least one. */
export function weighIncident(
  { calls, earlier, isComplete }: CallsToWeigh,
  { id, first, last, follows }: IncidentState,
  sweeps: readonly JudgedSweep[],
  { ledger, renotifySeconds, until = Number.POSITIVE_INFINITY }: WeighingContext,
): WatchedActivity {
  const before = incidentWithId(ledger, follows ?? '');
  const lookBack = first - LOOK_BACK_SECONDS;
  // One that a late call opened lies within the time of the one before.
  const from = before === undefined ? lookBack : Math.min(first, Math.max(lookBack, before.last));
  const grace = graceSeconds(renotifySeconds);
  // What an intruder did in an incident before is no habit.
  const others = ledger.incidents.filter((one) => one.id !== id);
  const habits = habitsAmong(
    earlier.filter(({ second }) => !others.some((one) => isAround(one, second, grace))),
  );
  const isKnownCaller = sweeps.every((sweep) => sweep.isKnownCaller);
  const intervals = sweeps.map(({ exact }) => exact);
  const findings = sweeps.map(({ finding }) => finding);
  const weightOf = (some: readonly KeptWatch[]): WatchedWeight => {
    const counted = some.filter((call) => !isCoveredCall(call, findings));
    return weigh(summarizeWatched(counted), intervals, { habits, isKnownCaller });
  };
  const counts = (call: KeptWatch): boolean => weightOf([call]).points > 0;
  const taken = calls.filter(({ second }) => second < until);
  const activity = callsOfIncident(taken, { from, last, graceSeconds: grace }, counts);
  const end = Math.min(activity.last + grace, until);
  const [later] = calls
    .filter((call) => call.second >= end && counts(call))
    .sort((a, b) => a.second - b.second);
  return {
    lines: summarizeWatched(activity.calls),
    ...weightOf(activity.calls),
    last: activity.last,
    isComplete,
    ...(later !== undefined && { later }),
  };
}
