import type { Bucket } from '../detection/bucket';
import type { Finding } from '../detection/finding';
import type { Interval, RuleSettings } from '../detection/model';
import type { RuleId } from '../detection/rules/catalog';
import { isAbove, type Severity } from '../detection/rules/rule';
import type { SeveritySettings } from '../detection/severity/assess';
import type { Sweep } from '../detection/sweep';
import type { Partition, SweepStore } from '../ports/sweep-store';
import type { CallGroup } from './call-groups';
import { type BucketSpan, bucketSpan, findingFrom, readFinding } from './sweep-reader';

export interface SweepJudgeParts {
  readonly store: SweepStore;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
}

/** Qualifying intervals, and the calls that showed them. */
export interface Sighting {
  readonly group: CallGroup;
  readonly intervals: readonly Interval[];
  readonly buckets: readonly Bucket[];
  /** The buckets that were read, both ends included; `buckets` are those among them that hold calls. */
  readonly span: BucketSpan;
  /** Whether nothing qualified without the calls of the group. There is mostly no ledger then. */
  readonly isDeciding: boolean;
}

/** A finding, and the severity that is to be told. */
export interface Judgement {
  readonly finding: Finding;
  readonly severity: Severity;
}

/** Says how severe sweeps are. */
export interface SweepJudge {
  /**
   * Judges a sweep by the buckets at hand, or by all of its buckets where these do not hold it. One that reaches beyond
   * them, and of which something was said, is first judged by these alone: else each call of a scanner that runs for
   * hours would read all of its hours. What only its distant parts together show is not told of, then.
   *
   * @param told what was said of its finding, if anything.
   */
  judge(sweep: Sweep, told: Severity | undefined, at: Sighting): Promise<Judgement>;
  /** Judges a sweep by all of its buckets, as they now are. */
  judgeAnew(sweep: Sweep, partition: Partition): Promise<Judgement>;
}

export function createSweepJudge({ store, settings, severity }: SweepJudgeParts): SweepJudge {
  async function judgeAnew(sweep: Sweep, partition: Partition): Promise<Judgement> {
    const thresholds = settings[partition.ruleId];
    return judgementOf(await readFinding(store, partition, thresholds, sweep, severity));
  }

  return {
    async judge(sweep, told, { group: { partition }, buckets, span }) {
      const isCovered = isWithin(bucketSpan(sweep, partition.windowSeconds), span);
      if (isCovered || told !== undefined) {
        const thresholds = settings[partition.ruleId];
        const judgement = judgementOf(findingFrom(partition, thresholds, sweep, buckets, severity));
        if (isCovered || told === undefined || !isAbove(judgement.severity, told)) {
          return judgement;
        }
      }
      return judgeAnew(sweep, partition);
    },
    judgeAnew,
  };
}

function judgementOf(finding: Finding): Judgement {
  return { finding, severity: finding.severity };
}

function isWithin(inner: BucketSpan, outer: BucketSpan): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}
