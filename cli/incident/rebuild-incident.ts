import { buildFinding } from '../../src/detection/build-finding';
import type { Finding } from '../../src/detection/finding';
import { acknowledgementNote } from '../../src/detection/incident/acknowledgement';
import { buildIncident } from '../../src/detection/incident/build-incident';
import type { Incident } from '../../src/detection/incident/incident';
import { isOpen, type Sweep, sweepCountOf, sweepsOf } from '../../src/detection/incident/ledger';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { SeveritySettings } from '../../src/detection/severity/assess';
import { isLongKnown } from '../../src/detection/severity/context';
import { contains } from '../../src/detection/window';
import { callsOf, exactSweep, readSweep } from '../../src/engine/sweep-calls';
import { type ContextReader, createContextReader } from '../../src/engine/sweep-context';
import { type WatchedBy, watchedOfIncident } from '../../src/engine/watched-of-incident';
import type { Watching } from '../../src/engine/watching';
import type { FoundIncident } from '../../src/incidents/acknowledge-incident';
import type { Baseline } from '../../src/ports/baseline';
import type { Sightings } from '../../src/ports/sightings';
import type { SweepStore } from '../../src/ports/sweep-store';

/** What an incident is rebuilt from. */
export interface RebuildParts {
  readonly store: SweepStore;
  readonly baseline: Baseline;
  readonly sightings: Sightings;
  readonly watching: Watching;
  readonly rules: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
  readonly renotifyMinutes: number;
  /** The finding with the note of the allow-list, if an entry matches. */
  readonly noted: (finding: Finding) => Finding;
}

/**
 * The incident as it now is, from the calls in the table. Nothing is written.
 *
 * @returns `undefined` if the calls of all its sweeps have expired.
 */
export async function rebuildIncident(
  { ledger, state }: FoundIncident,
  parts: RebuildParts,
): Promise<Incident | undefined> {
  const contexts = createContextReader({ ...parts, settings: parts.rules, clock: Date.now });
  const judged: WatchedBy[] = [];
  const sweeps = sweepsOf(ledger, state.id);
  for (const sweep of sweeps) {
    judged.push(...(await judge(sweep, parts, contexts)));
  }
  const [first, ...others] = judged.map(({ finding }) => finding);
  if (first === undefined) {
    return undefined;
  }
  const { identity } = ledger;
  const renotifySeconds = parts.renotifyMinutes * 60;
  return buildIncident({
    identity,
    state,
    sweepCount: sweepCountOf(ledger, state),
    findings: [first, ...others],
    watched: await watchedOfIncident(
      parts.watching,
      identity,
      ledger,
      state,
      judged,
      renotifySeconds,
    ),
    status: isOpen(state) ? 'open' : 'closed',
    acknowledgement: acknowledgementNote(ledger, state.id),
  });
}

/** The finding of a sweep, if its calls have not expired. */
async function judge(
  listed: Sweep,
  { store, rules, severity, noted }: RebuildParts,
  contexts: ContextReader,
): Promise<WatchedBy[]> {
  const thresholds = rules[listed.ruleId];
  const { buckets, isComplete } = await readSweep(store, listed);
  const calls = callsOf(buckets);
  const sweep = exactSweep(listed, calls, thresholds);
  if (!calls.some(({ second }) => contains(sweep, second))) {
    return [];
  }
  const context = await contexts.contextOf(sweep, sweep, calls);
  const isSaturated = !isComplete || buckets.some((bucket) => bucket.isSaturated);
  const finding = buildFinding({
    thresholds,
    sweep,
    calls,
    completeness: { isSaturated },
    severity,
    context,
  });
  return [{ finding: noted(finding), exact: sweep, isKnownCaller: isLongKnown(context) }];
}
