import { buildFinding } from '../../src/detection/build-finding';
import type { Finding } from '../../src/detection/finding';
import { acknowledgementNote } from '../../src/detection/incident/acknowledgement';
import { buildIncident } from '../../src/detection/incident/build-incident';
import type { Incident } from '../../src/detection/incident/incident';
import { isOpen, type Sweep, sweepCountOf, sweepsOf } from '../../src/detection/incident/ledger';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { SeveritySettings } from '../../src/detection/severity/assess';
import { contains } from '../../src/detection/window';
import { callsOf, exactSweep, readSweep } from '../../src/engine/sweep-calls';
import { type ContextReader, createContextReader } from '../../src/engine/sweep-context';
import type { FoundIncident } from '../../src/incidents/acknowledge-incident';
import type { Baseline } from '../../src/ports/baseline';
import type { Sightings } from '../../src/ports/sightings';
import type { SweepStore } from '../../src/ports/sweep-store';

/** What an incident is rebuilt from. */
export interface RebuildParts {
  readonly store: SweepStore;
  readonly baseline: Baseline;
  readonly sightings: Sightings;
  readonly rules: Readonly<Record<RuleId, RuleSettings>>;
  readonly severity: SeveritySettings;
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
  const findings: Finding[] = [];
  const sweeps = sweepsOf(ledger, state.id);
  for (const sweep of sweeps) {
    findings.push(...(await findingOf(sweep, parts, contexts)));
  }
  const [first, ...others] = findings;
  return (
    first &&
    buildIncident({
      identity: ledger.identity,
      state,
      sweepCount: sweepCountOf(ledger, state),
      findings: [first, ...others],
      status: isOpen(state) ? 'open' : 'closed',
      acknowledgement: acknowledgementNote(ledger, state.id),
    })
  );
}

/** The finding of a sweep, if its calls have not expired. */
async function findingOf(
  listed: Sweep,
  { store, rules, severity, noted }: RebuildParts,
  contexts: ContextReader,
): Promise<Finding[]> {
  const thresholds = rules[listed.ruleId];
  const { buckets, isComplete } = await readSweep(store, listed);
  const calls = callsOf(buckets);
  const sweep = exactSweep(listed, calls, thresholds);
  if (!calls.some(({ second }) => contains(sweep, second))) {
    return [];
  }
  const isSaturated = !isComplete || buckets.some((bucket) => bucket.isSaturated);
  const finding = buildFinding({
    thresholds,
    sweep,
    calls,
    completeness: { isSaturated },
    severity,
    context: await contexts.contextOf(sweep, sweep, calls),
  });
  return [noted(finding)];
}
