import { dayOf } from '../detection/baseline/day';
import { compareWithHistory, subjectsOf } from '../detection/baseline/history';
import type { Sweep } from '../detection/incident/ledger';
import type { Partition, RuleSettings, TrackedCall } from '../detection/model';
import { RecentMap } from '../detection/recent-map';
import { relatedFacts, sharedAddressesOf } from '../detection/related-facts';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import {
  type BaselineFacts,
  RELATED_MINUTES,
  type RelatedFacts,
  type SweepContext,
} from '../detection/severity/context';
import { bucketOf, contains, distinctCalls, overlap } from '../detection/window';
import type { Baseline } from '../ports/baseline';
import type { Sightings } from '../ports/sightings';
import type { SweepStore } from '../ports/sweep-store';
import { createPatience, createPatientRead, type PatienceOptions } from './patience';

const RELATED_SECONDS = RELATED_MINUTES * 60;

/** How many notes to remember. Forgetting one costs a write. */
const MAX_NOTES = 5000;

export interface SweepMemoryParts extends PatienceOptions {
  readonly store: SweepStore;
  readonly baseline: Baseline;
  readonly sightings: Sightings;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
}

/** What RegionSweep knows about a sweep beyond its own calls. It never throws. Calls outside the sweep are ignored. */
export interface SweepMemory {
  /** Notes a sweep under its source IPs, so that sweeps by others are recognized as related. A process notes it once. */
  note(sweep: Sweep, calls: readonly TrackedCall[]): Promise<void>;

  /**
   * Reads everything at once, and reuses what it read within the last minute. It reports what it could not read as
   * unread.
   *
   * @param ofIdentity the sweeps of the same identity.
   */
  contextOf(
    sweep: Sweep,
    calls: readonly TrackedCall[],
    ofIdentity: readonly Sweep[],
  ): Promise<SweepContext>;
}

export function createSweepMemory(parts: SweepMemoryParts): SweepMemory {
  const { store, baseline, sightings, settings } = parts;
  const noted = new RecentMap<string, true>(MAX_NOTES);
  // One slow kind of read must not delay the others.
  const readHistory = createPatientRead(parts);
  const readCalls = createPatientRead(parts);
  const readSightings = createPatientRead(parts);
  const write = createPatience({ ...parts, pauseMs: 0 });

  async function baselineOf(
    { principal, start }: Sweep,
    calls: readonly TrackedCall[],
  ): Promise<BaselineFacts> {
    const today = dayOf(start);
    const subjects = subjectsOf(principal, calls);
    if (subjects.length === 0) {
      return { state: 'unread', why: 'no-caller' };
    }
    const answers = await Promise.all(
      subjects.map(async (activity) => {
        const { subject } = activity;
        const answer = await readHistory(`${today}\n${subject.account}\n${subject.key}`, () =>
          baseline.read(subject, today),
        );
        return { activity, answer };
      }),
    );
    const compared = [];
    for (const { activity, answer } of answers) {
      if (!answer.ok) {
        return { state: 'unread', why: answer.why };
      }
      compared.push({ activity, history: answer.value });
    }
    return compareWithHistory(compared, start);
  }

  async function relatedOf(
    sweep: Sweep,
    calls: readonly TrackedCall[],
    ofIdentity: readonly Sweep[],
  ): Promise<RelatedFacts> {
    const { id, ruleId, principal } = sweep;
    const around = { start: sweep.start - RELATED_SECONDS, end: sweep.end + RELATED_SECONDS };
    const [otherCalls, sighted] = await Promise.all([
      Promise.all(
        otherPartitions(sweep, settings).map((other) => {
          const first = Math.max(0, bucketOf(around.start, other.windowSeconds));
          const last = bucketOf(around.end - 1, other.windowSeconds);
          return readCalls(`${id}\n${other.ruleId}`, () => store.readBuckets(other, first, last));
        }),
      ),
      Promise.all(
        sharedAddressesOf(calls).map((address) =>
          readSightings(`${id}\n${address}`, () =>
            sightings.read(address, Math.max(0, around.start), around.end - 1),
          ),
        ),
      ),
    ]);
    const failed = [...otherCalls, ...sighted].find((answer) => !answer.ok);
    return relatedFacts({
      ruleId,
      principal,
      otherCalls: otherCalls
        .flatMap((answer) => (answer.ok ? answer.value : []))
        .flatMap((bucket) => bucket.calls)
        .filter(({ second }) => contains(around, second)),
      ofIdentity: ofIdentity
        .filter((other) => overlap(around, other))
        .map((other) => ({ ruleId: other.ruleId, principalKey: other.principal.key })),
      atAddress: sighted.flatMap((answer) => (answer.ok ? answer.value : [])),
      ...(failed !== undefined && { failed: failed.why }),
    });
  }

  return {
    async note(sweep, calls) {
      const { id, ruleId, principal, start } = sweep;
      const notes = sharedAddressesOf(callsWithin(sweep, calls)).map(async (address) => {
        const key = `${id}\n${address}`;
        if (noted.has(key)) {
          return;
        }
        const sighting = { ruleId, principalKey: principal.key, second: start };
        const written = await write(() => sightings.add(address, sighting));
        if (written.ok) {
          noted.set(key, true);
        }
      });
      await Promise.all(notes);
    },

    async contextOf(sweep, calls, ofIdentity) {
      const within = callsWithin(sweep, calls);
      const [known, related] = await Promise.all([
        baselineOf(sweep, within),
        relatedOf(sweep, within, ofIdentity),
      ]);
      return { baseline: known, related };
    },
  };
}

function callsWithin(sweep: Sweep, calls: readonly TrackedCall[]): TrackedCall[] {
  return distinctCalls(calls).filter(({ second }) => contains(sweep, second));
}

/** The partitions of the same principal under the other rules; none where those group calls differently. */
function otherPartitions(
  { ruleId, principal }: Partition,
  settings: Readonly<Record<RuleId, RuleSettings>>,
): Partition[] {
  return RULE_IDS.filter(
    (id) =>
      id !== ruleId &&
      settings[id].enabled &&
      String(settings[id].groupBy) === String(settings[ruleId].groupBy),
  ).map((id) => ({ ruleId: id, principal, windowSeconds: settings[id].windowSeconds }));
}
