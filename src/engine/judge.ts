import type { Bucket } from '../detection/bucket';
import { buildFinding } from '../detection/build-finding';
import { type AllowlistNote, type Finding, isCovered } from '../detection/finding';
import { actorsAmong } from '../detection/incident/actors';
import { isShared, ownerOf } from '../detection/incident/identity';
import type { Sweep, Worth } from '../detection/incident/ledger';
import type { SeenWorth } from '../detection/incident/plan-report';
import type { Digest, Interval, RuleSettings } from '../detection/model';
import type { Audience } from '../detection/notification';
import { isAbove, type Severity } from '../detection/rules/rule';
import type { RuleId } from '../detection/rules/rule-catalog';
import { type SeveritySettings, severityOf } from '../detection/severity/assess';
import { isLongKnown } from '../detection/severity/context';
import { contains } from '../detection/window';
import type { SweepStore } from '../ports/sweep-store';
import { callsOf, exactSweep, readSweep, wholeSweep } from './sweep-calls';
import type { SweepMemory } from './sweep-memory';
import type { Watching } from './watching';

export interface JudgeParts {
  readonly store: SweepStore;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
  /** The lowest severity that sends an alert. */
  readonly notifyFrom: Severity;
  readonly digest: Digest;
  /**
   * Looks up what RegionSweep knows about a sweep beyond its own calls. The sweep is noted first: of two sweeps that
   * open at once, at least one sees the other.
   * @default nothing
   */
  readonly memory?: SweepMemory | undefined;
  /**
   * Matches a finding, as it now is, with the allow-list.
   * @default there is no allow-list
   */
  readonly noteOf?: ((finding: Finding) => AllowlistNote | undefined) | undefined;
  /**
   * Knows which identity adopted a caller.
   * @default none did
   */
  readonly watching?: Watching | undefined;
}

/** A finding, and what it is worth. */
export interface Judgement extends SeenWorth {
  readonly finding: Finding;
  /** The identity whose incident it belongs to, by all calls at hand. */
  readonly owner: string;
  /** The sweep with its exact ends. */
  readonly exact: Interval;
  /** Whether the account has known its callers and their source IPs for a long time. */
  readonly isKnownCaller: boolean;
}

/**
 * Builds the finding of a sweep and decides what it is worth.
 * `ofIdentity` are the sweeps in the ledger, of which some may be related.
 */
export interface Judge {
  /** By the calls in these buckets; at least one call of the sweep must be in them. */
  byBuckets(
    sweep: Sweep,
    buckets: readonly Bucket[],
    ofIdentity: readonly Sweep[],
  ): Promise<Judgement>;
  /** By the calls that the store has. */
  byStore(sweep: Sweep, ofIdentity: readonly Sweep[]): Promise<Judgement>;
  /** What an incident with this score is worth, whatever the allow-list covers. */
  worthOf(score: number): Worth;
}

export function createJudge(parts: JudgeParts): Judge {
  const { store, settings, severity, notifyFrom, digest, memory, noteOf, watching } = parts;

  async function judge(
    listed: Sweep,
    buckets: readonly Bucket[],
    isComplete: boolean,
    ofIdentity: readonly Sweep[],
  ): Promise<Judgement> {
    const thresholds = settings[listed.ruleId];
    const calls = callsOf(buckets);
    const sweep = exactSweep(listed, calls, thresholds);
    await memory?.note(sweep, calls);
    const context = await memory?.contextOf(sweep, calls, ofIdentity);
    const found = buildFinding({
      thresholds,
      sweep,
      calls,
      completeness: {
        isSaturated: !isComplete || buckets.some((bucket) => bucket.isSaturated),
      },
      severity,
      ...(context !== undefined && { context }),
    });
    const note = noteOf?.(found);
    const finding = note === undefined ? found : { ...found, allowlist: note };
    const within = calls.filter(({ second }) => contains(sweep, second));
    const callers = within.flatMap(({ caller }) => caller ?? []);
    return {
      finding,
      owner: ownerOf(sweep.principal, within, await watching?.adoptersOf(within)),
      exact: sweep,
      isKnownCaller: context !== undefined && isLongKnown(context),
      worth: worthOf(finding, notifyFrom),
      actors: actorsAmong(callers, digest),
    };
  }

  return {
    byBuckets: (sweep, buckets, ofIdentity) => judge(sweep, buckets, true, ofIdentity),
    async byStore(sweep, ofIdentity) {
      const whole = isShared(sweep.principal)
        ? await wholeSweep(store, sweep, settings[sweep.ruleId])
        : sweep;
      const { buckets, isComplete } = await readSweep(store, whole);
      return judge(whole, buckets, isComplete, ofIdentity);
    },
    worthOf(score) {
      const reached = severityOf(score, severity.cutoffs);
      return { severity: reached, audience: audienceOf(reached, notifyFrom) };
    },
  };
}

/** What a finding is worth. The allow-list covers it whatever its severity. */
export function worthOf(finding: Finding, notifyFrom: Severity): Worth {
  return isCovered(finding)
    ? { severity: 'informational', audience: 'archive' }
    : { severity: finding.severity, audience: audienceOf(finding.severity, notifyFrom) };
}

/** Whether a finding of this severity sends an alert. */
function audienceOf(severity: Severity, notifyFrom: Severity): Audience {
  return isAbove(notifyFrom, severity) ? 'archive' : 'people';
}
