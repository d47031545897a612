import { buildFinding } from '../../src/detection/build-finding';
import type { Finding } from '../../src/detection/finding';
import { acknowledgementNote } from '../../src/detection/incident/acknowledgement';
import { buildIncident } from '../../src/detection/incident/build-incident';
import type { Incident } from '../../src/detection/incident/incident';
import type { Sweep } from '../../src/detection/incident/ledger';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { SeveritySettings } from '../../src/detection/severity/assess';
import { bucketOf, contains } from '../../src/detection/window';
import { type ContextReader, createContextReader } from '../../src/engine/sweep-context';
import type { FoundIncident } from '../../src/incidents/acknowledge-incident';
import { isOpen } from '../../src/incidents/open-incidents';
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
  for (const sweep of ledger.sweeps.filter(({ incidentId }) => incidentId === state.id)) {
    findings.push(...(await findingOf(sweep, parts, contexts)));
  }
  const [first, ...others] = findings;
  return (
    first &&
    buildIncident({
      identity: ledger.identity,
      state,
      findings: [first, ...others],
      status: isOpen(state) ? 'open' : 'closed',
      acknowledgement: acknowledgementNote(ledger, state.id),
    })
  );
}

/** The finding of a sweep, if its calls have not expired. */
async function findingOf(
  sweep: Sweep,
  { store, rules, severity, noted }: RebuildParts,
  contexts: ContextReader,
): Promise<Finding[]> {
  const { ruleId, principal, windowSeconds, start, end } = sweep;
  const partition = { ruleId, principal, windowSeconds };
  const first = bucketOf(start, windowSeconds);
  const buckets = await store.readBuckets(partition, first, bucketOf(end - 1, windowSeconds));
  const calls = buckets.flatMap((bucket) => bucket.calls);
  if (!calls.some(({ second }) => contains(sweep, second))) {
    return [];
  }
  const finding = buildFinding({
    ruleId,
    principal,
    thresholds: rules[ruleId],
    sweep,
    calls,
    completeness: { isSaturated: buckets.some(({ isSaturated }) => isSaturated) },
    severity,
    context: await contexts.contextOf(partition, sweep, calls),
  });
  return [noted(finding)];
}
