import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import { type Incident, leadOf } from '../../src/detection/incident/incident';
import type { Call } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { createDetector } from '../../src/engine/detector';
import { createSweepMemory } from '../../src/engine/sweep-memory';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { callOf, settingsOf, sweepCalls, uuid } from '../support/calls';
import { incidentsOrThrow, LIMITS } from '../support/detection';

const { caller } = callOf({ eventId: uuid(0) });
const START = 20_500 * 86_400;
const CONFIG = {
  settings: settingsOf(),
  severity: DEFAULT_SEVERITY,
  lateEventHours: 24,
  renotifyMinutes: 0,
  notifyFrom: 'low',
  digest: sha256Digest,
} as const;

/** A sweep by a session of a role, with a key and a source IP of its own. */
function sweepOf(session: number, ruleId: RuleId, start: number, role = 'deploy'): Call[] {
  const arn = `arn:aws:sts::111122223333:assumed-role/${role}/session-${session}`;
  return sweepCalls(10, {
    start,
    firstId: 1 + 100 * session,
    ruleId,
    principal: { kind: 'arn', key: `arn:${arn}` },
    caller: {
      ...caller,
      type: 'AssumedRole',
      arn,
      roleArn: `arn:aws:iam::111122223333:role/${role}`,
      accessKeyId: `ASIA${session}`,
      sourceIp: `192.0.2.${session}`,
    },
  });
}

/** Detectors that share a store, as processes do. */
function createProcesses() {
  const store = createMemorySweepStore(LIMITS);
  const clock = (): number => START * 1000;
  const baseline = createMemoryBaseline();
  const sightings = createMemorySightings();
  const notifier = { publish: async () => {} };
  return () =>
    createDetector({
      ...CONFIG,
      store,
      clock,
      notifier,
      memory: createSweepMemory({ ...CONFIG, store, clock, baseline, sightings }),
    });
}

async function replayed(calls: readonly Call[]): Promise<readonly Finding[]> {
  const { findings } = await detectInOrder(calls, {
    ...CONFIG,
    store: createMemorySweepStore(LIMITS),
    memory: { baseline: createMemoryBaseline(), sightings: createMemorySightings() },
  });
  return findings;
}

function isRelated({ reasons }: Pick<Finding, 'reasons'>): boolean {
  return reasons.some(({ id }) => id === 'both-rules' || id === 'several-principals');
}

const first = sweepOf(1, 'describe-instances', START);

describe('sweeps by two sessions of a role with nothing else in common', () => {
  it.each<[RuleId, string]>([
    [
      'get-service-quota',
      'Within 30 min, 1 other principal of the same identity made a sweep of the other rule.',
    ],
    [
      'describe-instances',
      'Within 30 min, 1 other principal of the same identity or with the same source IP made a sweep of the same rule.',
    ],
  ])('are related: describe-instances and %s', async (ruleId, sentence) => {
    const second = sweepOf(2, ruleId, START + 600);
    const start = createProcesses();
    incidentsOrThrow(await start().detect(first));
    const incidents = incidentsOrThrow(await start().detect(second));

    expect(sentencesOf(incidents)).toContain(sentence);
    for (const { reasons } of await replayed([...first, ...second])) {
      expect(reasons.map((reason) => reason.sentence)).toContain(sentence);
    }
  });

  it('see each other where they are handled at once, at least one of them', async () => {
    const second = sweepOf(2, 'get-service-quota', START + 600);
    const start = createProcesses();

    const outcomes = await Promise.all([first, second].map((calls) => start().detect(calls)));

    const incidents = outcomes.flatMap((outcome) => incidentsOrThrow(outcome));
    expect(incidents.some(({ findings }) => findings.some(isRelated))).toBe(true);
  });

  it.each([
    ['of another role', sweepOf(2, 'get-service-quota', START + 600, 'audit')],
    ['half an hour later', sweepOf(2, 'get-service-quota', START + 1900)],
  ])('are not related to a sweep %s', async (_case, second) => {
    const start = createProcesses();
    await start().detect(first);
    const incidents = incidentsOrThrow(await start().detect(second));

    expect(incidents.filter((incident) => isRelated(leadOf(incident)))).toEqual([]);
    expect((await replayed([...first, ...second])).filter(isRelated)).toEqual([]);
  });
});

function sentencesOf(incidents: readonly Incident[]): string[] {
  return incidents
    .flatMap(({ findings }) => findings)
    .flatMap(({ reasons }) => reasons.map(({ sentence }) => sentence));
}
