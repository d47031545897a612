import type { Bucket } from '../detection/bucket';
import { ownerOf } from '../detection/incident/identity';
import { memberOf } from '../detection/member-of';
import type { Call } from '../detection/model';
import type { WatchedCall } from '../detection/watched/watched-call';
import { contains, qualifyingIntervals } from '../detection/window';
import { type CallGroup, groupCalls } from './call-groups';
import type { Arrival, CallFailure, CallsOutcome, DetectionOutcome } from './detection-outcome';
import { inParallel } from './in-parallel';
import {
  createIncidentReporter,
  type IncidentReporterParts,
  type ReportLog,
  type Sighting,
} from './incident-reporter';
import { createJudge, type Judge, type JudgeParts } from './judge';
import type { Learner } from './learner';
import { createSettledBuckets } from './settled-buckets';
import { callsOf } from './sweep-calls';
import { createWatcher } from './watcher';

/** How many unrelated groups of calls to handle at once. */
const MAX_AT_ONCE = 8;

/**
 * How many buckets to read on each side of a call's bucket. A window that the call changes overlaps windows that begin
 * one bucket further away. The ledger may list the end of those up to half a window too early, see `slackOf`, so their
 * calls are read too.
 */
const SLIDING_REACH = 2;

export type DetectorParts = Omit<IncidentReporterParts, 'judge'> &
  JudgeParts & {
    /**
     * Learns from calls, for the signals of later sweeps.
     * @default the detector learns nothing
     */
    readonly learner?: Learner | undefined;
    /**
     * Judges how severe sweeps are.
     * @default that of `createJudge`
     */
    readonly judge?: Judge | undefined;
  };

/** Calls in, findings out, through a store that any number of detectors share. */
export interface Detector {
  /**
   * Stores calls, finds their sweeps and publishes the notifications of each. Handling the same calls again changes
   * nothing, so a retry repairs every failure. It handles the calls of one rule, principal and bucket together; a
   * failure of one group does not affect the others.
   *
   * @returns failures too, so that the caller retries only the calls concerned.
   */
  detect(calls: readonly Call[]): Promise<CallsOutcome>;

  /**
   * Adds watched calls to the incidents that they belong to. A failure of one call does not affect the others.
   *
   * @returns failures too, as {@link detect} does.
   */
  watch(calls: readonly WatchedCall[]): Promise<DetectionOutcome<WatchedCall>>;
}

/** An outcome in the making. */
interface Progress<Handled = Call> extends Omit<ReportLog, 'later'> {
  redeliveries: number;
  readonly failures: CallFailure<Handled>[];
}

/** The outcome of calls in the making. */
interface CallsProgress extends Progress {
  readonly arrivals: Arrival[];
}

/** A group whose calls are in the store. */
interface StoredGroup extends Pick<CallGroup, 'calls'> {
  readonly group: CallGroup;
  readonly bucket: Bucket;
}

/** A group with what its calls show, by the identity that it concerns. */
interface SeenGroup extends StoredGroup {
  readonly sightings: ReadonlyMap<string, readonly Sighting[]>;
}

export function createDetector(parts: DetectorParts): Detector {
  const { store, clock, settings, learner, watching, judge = createJudge(parts) } = parts;
  const settled = createSettledBuckets(clock);
  const reporter = createIncidentReporter({ ...parts, judge });
  const watcher = watching && createWatcher({ ...parts, judge, watching, reporter });

  /** Handles the groups of one identity: all their sweeps are one report. */
  async function detectTogether(
    groups: readonly CallGroup[],
    progress: CallsProgress,
  ): Promise<void> {
    const stored = await each(groups, progress, (group) => storeCalls(group, progress));
    const seen = await each(stored, progress, look);
    const unsettled = new Set<SeenGroup>();
    for (const [identity, { concerned, sightings }] of byIdentity(seen)) {
      const [isDone = false] = await each([{ calls: callsIn(concerned) }], progress, () =>
        reportAll(identity, sightings, progress),
      );
      if (!isDone) {
        concerned.forEach((group) => void unsettled.add(group));
      }
    }
    for (const group of seen.filter((one) => !unsettled.has(one))) {
      settled.remember(group.group.key, group.bucket);
    }
    for (const { group, bucket } of stored) {
      await learner?.learn(group.calls, bucket);
    }
  }

  async function reportAll(
    identity: string,
    sightings: readonly Sighting[],
    progress: Progress,
  ): Promise<boolean> {
    const log: ReportLog = { ...progress, later: [] };
    const isDone = await reporter.report(identity, sightings, log);
    await watcher?.watchLater(log);
    return isDone;
  }

  /** @returns `undefined` where the calls cannot change anything any more. */
  async function storeCalls(
    group: CallGroup,
    progress: CallsProgress,
  ): Promise<StoredGroup | undefined> {
    const { key, partition, bucket: index, calls } = group;
    if (settled.covers(key, calls)) {
      return undefined;
    }
    const { bucket, repeats, before } = await store.addCalls(partition, index, calls);
    progress.redeliveries += repeats;
    progress.arrivals.push({ calls, bucket, before });
    return { group, bucket, calls };
  }

  async function look({ group, bucket }: StoredGroup): Promise<SeenGroup> {
    const { partition, bucket: index, calls } = group;
    const thresholds = settings[partition.ruleId];
    const reach = thresholds.windowing === 'tumbling' ? 0 : SLIDING_REACH;
    const span = { first: index - reach, last: index + reach };
    // Of several writers, the last to read sees the calls of all, so one of them sees the sweep.
    const [buckets] = await Promise.all([
      reach === 0 ? [bucket] : store.readBuckets(partition, span.first, span.last),
      // So that a sweep need not wait for it.
      bucket.calls.length * 2 >= thresholds.minCalls && watching?.adoptersOf(bucket.calls),
    ]);
    const read = callsOf(buckets);
    const own = new Set(calls.map(({ eventId }) => eventId));
    const intervals = qualifyingIntervals(read, thresholds);
    const others = intervals.length === 0 ? [] : read.filter(({ eventId }) => !own.has(eventId));
    const isFirstToQualify = qualifyingIntervals(others, thresholds).length === 0;
    const sightings = new Map<string, Sighting[]>();
    for (const interval of intervals) {
      const within = read.filter(({ second }) => contains(interval, second));
      const adopterOf = await watching?.adoptersOf(within);
      const owner = ownerOf(partition.principal, within, adopterOf);
      const found = memberOf(sightings, owner, () => []);
      const eventIds = [...own] as [string, ...string[]];
      found.push({ partition, interval, eventIds, buckets, span, isFirstToQualify });
    }
    return { group, bucket, calls, sightings };
  }

  return {
    async detect(calls) {
      const progress: CallsProgress = {
        notifications: [],
        sweeps: [],
        failures: [],
        redeliveries: 0,
        arrivals: [],
      };
      await inParallel(groupCalls(calls, settings), MAX_AT_ONCE, (groups) =>
        detectTogether(groups, progress),
      );
      return progress;
    },

    async watch(calls) {
      const progress: Progress<WatchedCall> = {
        notifications: [],
        sweeps: [],
        failures: [],
        redeliveries: 0,
      };
      if (watcher !== undefined) {
        const distinct = [...new Map(calls.map((call) => [call.eventId, call])).values()];
        await inParallel(distinct, MAX_AT_ONCE, async (call) => {
          await each([{ calls: [call] }], progress, () =>
            watcher.watch(call, { ...progress, later: [] }),
          );
        });
      }
      return progress;
    },
  };
}

/** Takes a step for each item, and drops the items for which it fails or returns nothing. */
async function each<Handled, Item extends Pick<CallFailure<Handled>, 'calls'>, Result>(
  items: readonly Item[],
  { failures }: Progress<Handled>,
  step: (item: Item) => Promise<Result | undefined>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    try {
      const result = await step(item);
      if (result !== undefined) {
        results.push(result);
      }
    } catch (error) {
      failures.push({ calls: item.calls, error });
    }
  }
  return results;
}

/** What a report of an identity is made from. */
interface Reportable {
  readonly concerned: SeenGroup[];
  readonly sightings: Sighting[];
}

function byIdentity(seen: readonly SeenGroup[]): Map<string, Reportable> {
  const reportable = new Map<string, Reportable>();
  for (const group of seen) {
    for (const [identity, sightings] of group.sightings) {
      const own = memberOf(reportable, identity, (): Reportable => {
        return { concerned: [], sightings: [] };
      });
      own.concerned.push(group);
      own.sightings.push(...sightings);
    }
  }
  return reportable;
}

function callsIn(seen: readonly SeenGroup[]): Call[] {
  return [...new Set(seen.flatMap(({ group }) => group.calls))];
}
