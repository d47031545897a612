import type { Bucket } from '../detection/bucket';
import { type AllowlistNote, type Finding, isCovered } from '../detection/finding';
import type { RuleSettings } from '../detection/model';
import type { Severity } from '../detection/rules/rule';
import type { RuleId } from '../detection/rules/rule-catalog';
import type { SeveritySettings } from '../detection/severity/assess';
import type { Sweep } from '../detection/sweep';
import type { Partition, SweepStore } from '../ports/sweep-store';
import type { SightingNotes } from './sighting-notes';
import type { ContextReader } from './sweep-context';
import { callsOf, findingFrom, readSweep } from './sweep-reader';

export interface JudgeParts {
  readonly store: SweepStore;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
  /**
   * Looks up what RegionSweep knows about a sweep beyond its own calls. The sweep is noted first: of two sweeps that
   * open at once, at least one sees the other.
   * @default nothing
   */
  readonly memory?: { readonly contexts: ContextReader; readonly notes: SightingNotes } | undefined;
  /**
   * Matches a finding, as it now is, with the allow-list.
   * @default there is no allow-list
   */
  readonly noteOf?: ((finding: Finding) => AllowlistNote | undefined) | undefined;
}

/** A finding, and the severity to notify. */
export interface Judgement {
  readonly finding: Finding;
  readonly severity: Severity;
}

/** Builds the finding of a sweep and decides how severe it is. */
export interface Judge {
  /** By the calls in these buckets; at least one call of the sweep must be in them. */
  byBuckets(partition: Partition, sweep: Sweep, buckets: readonly Bucket[]): Promise<Judgement>;
  /** By every call that the store has. */
  byStore(partition: Partition, sweep: Sweep): Promise<Judgement>;
}

export function createJudge({ store, settings, severity, memory, noteOf }: JudgeParts): Judge {
  const judge: Judge = {
    async byBuckets(partition, sweep, buckets) {
      const thresholds = settings[partition.ruleId];
      const calls = callsOf(buckets);
      await memory?.notes.note(partition, sweep, calls);
      const context = await memory?.contexts.contextOf(partition, sweep, calls);
      const found = findingFrom(partition, thresholds, sweep, buckets, severity, context);
      const note = noteOf?.(found);
      const finding = note === undefined ? found : { ...found, allowlist: note };
      return { finding, severity: isCovered(finding) ? 'informational' : finding.severity };
    },
    async byStore(partition, sweep) {
      const { buckets } = await readSweep(store, partition, sweep);
      return judge.byBuckets(partition, sweep, buckets);
    },
  };
  return judge;
}
