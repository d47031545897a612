import { dayOf } from '../detection/baseline/day';
import { compareWithHistory, subjectsOf } from '../detection/baseline/history';
import type { Sweep } from '../detection/incident/ledger';
import type { Partition, Principal, RuleSettings, TrackedCall } from '../detection/model';
import { relatedFacts } from '../detection/related/related-facts';
import { sharedIdentitiesOf } from '../detection/related/shared-identity';
import { RULE_IDS, type RuleId } from '../detection/rules/rule-catalog';
import {
  type BaselineFacts,
  RELATED_MINUTES,
  type RelatedFacts,
  type SweepContext,
  type UnreadReason,
} from '../detection/severity/context';
import { bucketOf, contains, distinctCalls } from '../detection/window';
import type { Baseline } from '../ports/baseline';
import type { Clock } from '../ports/clock';
import type { Sightings } from '../ports/sightings';
import type { SweepStore } from '../ports/sweep-store';
import { createPatientReads, type PatientReadsOptions } from './patient-reads';

const RELATED_SECONDS = RELATED_MINUTES * 60;

export interface ContextReaderParts extends PatientReadsOptions {
  readonly store: SweepStore;
  readonly baseline: Baseline;
  readonly sightings: Sightings;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly clock: Clock;
}

/** Looks up what RegionSweep knows about a sweep beyond its own calls. */
export interface ContextReader {
  /**
   * Reads everything at once, and reuses what it read within the last minute. It never throws: it reports what it could
   * not read as unread.
   *
   * @param calls of the principal around the sweep; calls outside it are ignored.
   */
  contextOf(
    partition: Partition,
    sweep: Pick<Sweep, 'id' | 'start' | 'end'>,
    calls: readonly TrackedCall[],
  ): Promise<SweepContext>;
}

export function createContextReader(parts: ContextReaderParts): ContextReader {
  const { store, baseline, sightings, settings } = parts;
  // One slow kind of read must not delay the others.
  const historyReads = createPatientReads(parts);
  const callReads = createPatientReads(parts);
  const sightingReads = createPatientReads(parts);

  async function baselineOf(
    principal: Principal,
    start: number,
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
        const answer = await historyReads.read(`${today}\n${subject.account}\n${subject.key}`, () =>
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
    partition: Partition,
    { id, start, end }: Pick<Sweep, 'id' | 'start' | 'end'>,
    calls: readonly TrackedCall[],
  ): Promise<RelatedFacts> {
    const { ruleId, principal } = partition;
    const around = { start: start - RELATED_SECONDS, end: end + RELATED_SECONDS };
    const [otherCalls, sighted] = await Promise.all([
      Promise.all(
        otherPartitions(partition, settings).map((other) => {
          const { windowSeconds } = other;
          const first = Math.max(0, bucketOf(around.start, windowSeconds));
          const last = bucketOf(around.end - 1, windowSeconds);
          return callReads.read(`${id}\n${other.ruleId}`, () =>
            store.readBuckets(other, first, last),
          );
        }),
      ),
      Promise.all(
        sharedIdentitiesOf(calls).map(async (identity) => {
          const answer = await sightingReads.read(
            `${id}\n${identity.kind}\n${identity.value}`,
            () => sightings.read(identity, Math.max(0, around.start), around.end - 1),
          );
          return { identity, answer };
        }),
      ),
    ]);
    const answers = [...otherCalls, ...sighted.map(({ answer }) => answer)];
    const failed = answers.map(whyUnread).find((why) => why !== undefined);
    return relatedFacts({
      ruleId,
      principal,
      otherCalls: otherCalls
        .flatMap((answer) => (answer.ok ? answer.value : []))
        .flatMap((bucket) => bucket.calls)
        .filter(({ second }) => contains(around, second)),
      sightings: sighted.map(({ identity, answer }) => ({
        identity,
        found: answer.ok ? answer.value : [],
      })),
      ...(failed !== undefined && { failed }),
    });
  }

  return {
    async contextOf(partition, sweep, calls) {
      const within = distinctCalls(calls).filter(({ second }) => contains(sweep, second));
      const [known, related] = await Promise.all([
        baselineOf(partition.principal, sweep.start, within),
        relatedOf(partition, sweep, within),
      ]);
      return { baseline: known, related };
    },
  };
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

function whyUnread(
  answer: { readonly ok: true } | { readonly ok: false; readonly why: UnreadReason },
): UnreadReason | undefined {
  return answer.ok ? undefined : answer.why;
}
