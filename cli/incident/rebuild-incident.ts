import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RegionSweepConfig } from '../../src/config/config';
import type { Finding } from '../../src/detection/finding';
import { acknowledgementNote } from '../../src/detection/incident/acknowledgement';
import { buildIncident } from '../../src/detection/incident/build-incident';
import type { Incident } from '../../src/detection/incident/incident';
import { isOpen, sweepCountOf, sweepsOf } from '../../src/detection/incident/ledger';
import type { JudgedSweep } from '../../src/detection/watched/weigh-incident';
import { contains } from '../../src/detection/window';
import { createJudge } from '../../src/engine/judge';
import { callsOf, readSweep } from '../../src/engine/sweep-calls';
import { createSweepMemory } from '../../src/engine/sweep-memory';
import { watchedOfIncident } from '../../src/engine/watched-of-incident';
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
  readonly config: Pick<RegionSweepConfig, 'rules' | 'severity' | 'notifyFrom' | 'renotifyMinutes'>;
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
  { config, noted, ...parts }: RebuildParts,
): Promise<Incident | undefined> {
  const { store, watching } = parts;
  const { identity } = ledger;
  const settings = config.rules;
  const memory = createSweepMemory({ ...parts, settings, clock: Date.now });
  const judge = createJudge({
    ...config,
    store,
    settings,
    digest: sha256Digest,
    memory: { ...memory, note: async () => {} },
  });
  const judged: JudgedSweep[] = [];
  for (const sweep of sweepsOf(ledger, state.id)) {
    const { buckets } = await readSweep(store, sweep);
    if (callsOf(buckets).some(({ second }) => contains(sweep, second))) {
      const judgement = await judge.byStore(sweep, ledger.sweeps);
      judged.push({ ...judgement, finding: noted(judgement.finding) });
    }
  }
  const [first, ...others] = judged.map(({ finding }) => finding);
  if (first === undefined) {
    return undefined;
  }
  return buildIncident({
    identity,
    state,
    sweepCount: sweepCountOf(ledger, state),
    findings: [first, ...others],
    watched: await watchedOfIncident(watching, {
      identity,
      ledger,
      state,
      sweeps: judged,
      renotifySeconds: config.renotifyMinutes * 60,
    }),
    status: isOpen(state) ? 'open' : 'closed',
    acknowledgement: acknowledgementNote(ledger, state.id),
  });
}
