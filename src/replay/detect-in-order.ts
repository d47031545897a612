import { lessonsOf } from '../detection/baseline/lesson';
import { buildFinding } from '../detection/build-finding';
import type { Finding } from '../detection/finding';
import { ownerOf } from '../detection/incident/identity';
import type { Sweep } from '../detection/incident/ledger';
import { memberOf } from '../detection/member-of';
import type { Call, Digest, RuleSettings, TrackedCall } from '../detection/model';
import type { RuleId } from '../detection/rules/rule-catalog';
import type { SeveritySettings } from '../detection/severity/assess';
import { isLongKnown } from '../detection/severity/context';
import { compareTexts } from '../detection/text';
import { contains, overlap } from '../detection/window';
import { groupCalls } from '../engine/call-groups';
import type { TouchedSweep } from '../engine/detection-outcome';
import { createDetector } from '../engine/detector';
import { createJudge } from '../engine/judge';
import { callsOf, exactSweep, readSweep } from '../engine/sweep-calls';
import { createSweepMemory, type SweepMemory } from '../engine/sweep-memory';
import { createWatching } from '../engine/watching';
import type { Baseline } from '../ports/baseline';
import type { Sightings } from '../ports/sightings';
import type { SweepStore } from '../ports/sweep-store';
import type { WatchedCalls } from '../ports/watched-calls';
import { candidatesAmong, FAR, REACHING } from './candidates';
import { CallHistory, type ReadonlyCallHistory } from './history/call-history';
import type { HistorySweep } from './history-incident';
import type { DetectedIncidents } from './incidents';
import { judgeOnce } from './judge-once';
import { lessonRows } from './lesson-rows';
import { placeInIncidents } from './place-in-incidents';

export interface DetectInOrderParts {
  readonly store: SweepStore;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
  readonly lateEventHours: number;
  readonly renotifyMinutes: number;
  readonly digest: Digest;
  /**
   * Remembers callers and sweeps, for the signals that need it.
   *
   * @default nothing: without these signals
   */
  readonly memory?: { readonly baseline: Baseline; readonly sightings: Sightings };
  /**
   * The watched calls of the history, and the findings with the notes of the allow-list.
   *
   * @default incidents consist of sweeps alone
   */
  readonly watched?: {
    readonly calls: WatchedCalls;
    readonly noted: (finding: Finding) => Finding;
  };
}

/**
 * Handles calls in the order of their event times, all calls of a second together, with a clock that shows that
 * second: as the deployed handler would if every event arrived without delay. The files of a trail are not in that
 * order.
 *
 * Calls far from any sweep only teach the baseline: see {@link candidatesAmong}.
 *
 * @returns the findings in their final state, sorted by window start, then rule id, then principal key; and their
 *   incidents.
 * @throws what the store throws: a history with missing calls would look clean.
 */
export async function detectInOrder(
  calls: readonly Call[] | ReadonlyCallHistory,
  { memory, watched, ...parts }: DetectInOrderParts,
): Promise<DetectedIncidents> {
  const { store, settings, severity, digest } = parts;
  const history = 'columns' in calls ? calls : CallHistory.of(calls, digest);
  let now = 0;
  const clock = (): number => now;
  // A history sends no notifications; the findings are the result.
  const silent = { ...parts, notifyFrom: 'critical' } as const;
  const detector = createDetector({
    ...silent,
    clock,
    notifier: { publish: async () => {} },
    judge: judgeOnce(createJudge(silent)),
  });
  // The ledger forgets old sweeps, as in the deployed detector. The result needs all of them.
  const seenSweeps: SeenSweeps = new Map();
  const marks = candidatesAmong(history, settings);
  const near = history.rowsInOrder().filter((row) => marks[row] !== FAR);
  for (const rows of rowsOfSeconds(near, history)) {
    const together = rows.map((row) => history.callAt(row)) as [Call, ...Call[]];
    now = together[0].second * 1000;
    if (rows.some((row) => marks[row] === REACHING)) {
      const { sweeps, failures } = await detector.detect(together);
      failures.forEach(({ error }) => void fail(error));
      sweeps.forEach((seen) => void enter(seenSweeps, seen));
    } else {
      await storeCalls(together, parts);
    }
  }
  if (memory !== undefined) {
    await teach(memory.baseline, history);
  }
  const touched: SweepWithCalls[] = [];
  const sweepsOfOwner = new Map<string, Sweep[]>();
  for (const { sweep: listed } of [...seenSweeps.values()].flat()) {
    const { buckets } = await readSweep(store, listed, Number.POSITIVE_INFINITY);
    const calls = callsOf(buckets);
    const sweep = exactSweep(listed, calls, settings[listed.ruleId]);
    const isSaturated = buckets.some((bucket) => bucket.isSaturated);
    const within = calls.filter(({ second }) => contains(sweep, second));
    const owner = ownerOf(sweep.principal, within);
    touched.push({ sweep, calls, isSaturated, owner });
    memberOf(sweepsOfOwner, owner, (): Sweep[] => []).push(sweep);
  }
  const sweepMemory = memory && (await memoryOf(touched, store, settings, memory));
  const judged: HistorySweep[] = [];
  for (const { sweep, calls, isSaturated, owner } of touched) {
    const ofIdentity = sweepsOfOwner.get(owner) ?? [];
    const context = await sweepMemory?.contextOf(sweep, calls, ofIdentity);
    const thresholds = settings[sweep.ruleId];
    const finding = buildFinding({
      thresholds,
      sweep,
      calls,
      completeness: { isSaturated },
      severity,
      ...(context !== undefined && { context }),
    });
    judged.push({
      finding: watched?.noted(finding) ?? finding,
      owner,
      exact: sweep,
      calls: calls.filter(({ second }) => contains(sweep, second)),
      isKnownCaller: context !== undefined && isLongKnown(context),
    });
  }
  judged.sort(byWindow);
  const watching =
    watched && createWatching({ watchedCalls: watched.calls, clock: () => 0, digest });
  return placeInIncidents(judged, { ...parts, watching });
}

/** A sweep with its exact ends, and the calls around it. */
interface SweepWithCalls {
  readonly sweep: Sweep;
  readonly calls: readonly TrackedCall[];
  readonly isSaturated: boolean;
  /** The key of its identity. */
  readonly owner: string;
}

/** The sweeps of each rule and principal in their current state, by start. They do not overlap. */
type SeenSweeps = Map<string, TouchedSweep[]>;

/** Enters a sweep in its current state, in place of its earlier states and of those that became part of it. */
function enter(seenSweeps: SeenSweeps, seen: TouchedSweep): void {
  const { sweep } = seen;
  const key = `${sweep.ruleId} ${sweep.principal.key}`;
  const own = memberOf(seenSweeps, key, (): TouchedSweep[] => []);
  const before = own.findLastIndex((other) => other.sweep.end <= sweep.start) + 1;
  const later = own.splice(before);
  const same = later.filter((other) => overlap(other.sweep, sweep)).map((other) => other.sweep);
  const joined = {
    ...(same[0] ?? sweep),
    start: Math.min(sweep.start, ...same.map(({ start }) => start)),
    end: Math.max(sweep.end, ...same.map(({ end }) => end)),
  };
  own.push({ ...seen, sweep: joined }, ...later.filter((other) => !overlap(other.sweep, sweep)));
}

/** Creates the memory and notes all sweeps in it first, because later sweeps matter to earlier ones, too. */
async function memoryOf(
  touched: readonly SweepWithCalls[],
  store: SweepStore,
  settings: DetectInOrderParts['settings'],
  { baseline, sightings }: NonNullable<DetectInOrderParts['memory']>,
): Promise<SweepMemory> {
  const clock = (): number => 0;
  const memory = createSweepMemory({
    store,
    baseline,
    sightings,
    settings,
    clock,
    onFailure: fail,
  });
  for (const { sweep, calls } of touched) {
    await memory.note(sweep, calls);
  }
  return memory;
}

/** @throws the error: a history with gaps in its memory would look complete. */
function fail(error: unknown): never {
  throw error;
}

/** Stores calls at which no sweep opens, grows or moves. */
async function storeCalls(
  calls: readonly Call[],
  { store, settings }: Pick<DetectInOrderParts, 'store' | 'settings'>,
): Promise<void> {
  for (const { partition, bucket, calls: ofBucket } of groupCalls(calls, settings).flat()) {
    await store.addCalls(partition, bucket, ofBucket);
  }
}

async function teach(baseline: Baseline, history: ReadonlyCallHistory): Promise<void> {
  for (const rows of rowsOfSeconds(lessonRows(history), history)) {
    for (const lesson of lessonsOf(rows.map((row) => history.callAt(row)))) {
      await baseline.learn(lesson);
    }
  }
}

/** The rows of each second. @param rows by time. */
function* rowsOfSeconds(
  rows: Iterable<number>,
  { columns: { seconds } }: ReadonlyCallHistory,
): Generator<readonly number[]> {
  let together: number[] = [];
  for (const row of rows) {
    const [first = row] = together;
    if (seconds[first] !== seconds[row]) {
      yield together;
      together = [];
    }
    together.push(row);
  }
  if (together.length > 0) {
    yield together;
  }
}

function byWindow({ finding: a }: HistorySweep, { finding: b }: HistorySweep): number {
  return (
    compareTexts(a.window.start, b.window.start) ||
    compareTexts(a.rule.id, b.rule.id) ||
    compareTexts(a.principal.key, b.principal.key)
  );
}
