import { createMemoryBaseline } from '../../src/adapters/memory/memory-baseline';
import { createMemorySightings } from '../../src/adapters/memory/memory-sightings';
import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { takeCalls } from '../../src/detection/cloudtrail/intake';
import { unwrap } from '../../src/detection/cloudtrail/unwrap';
import type { Call } from '../../src/detection/model';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { callOf, settingsOf, sweepCalls, uuid } from '../support/calls';
import { shuffled } from '../support/delivery';
import { LIMITS } from '../support/detection';
import { describeWithSharedData, readSharedRecords } from '../support/shared-data';

const DAY = 86_400;
const START = 20_500 * DAY + 3600;

async function replay(calls: readonly Call[]) {
  const { findings } = await detectInOrder(calls, {
    store: createMemorySweepStore(LIMITS),
    settings: settingsOf(),
    severity: DEFAULT_SEVERITY,
    renotifyMinutes: 0,
    lateEventHours: 24,
    digest: sha256Digest,
    memory: { baseline: createMemoryBaseline(), sightings: createMemorySightings() },
  });
  return findings;
}

async function reasonsOf(calls: readonly Call[]): Promise<string[][]> {
  const findings = await replay(calls);
  return findings.map(({ reasons }) => reasons.map(({ id }) => id).sort());
}

const SIGNS = ['describe-instances', 'even-pace', 'long-term-key', 'script'];

describe('a replay with a memory', () => {
  const first = sweepCalls(10, { start: START });
  const nextWeek = sweepCalls(12, { start: START + 8 * DAY, firstId: 100 });
  const nextYear = sweepCalls(10, { start: START + 365 * DAY, firstId: 200 });
  const probe = callOf({
    eventId: uuid(300),
    ruleId: 'get-service-quota',
    second: START + 365 * DAY + 1700,
  });

  it('compares each sweep with the days before it, in whatever order calls are read', async () => {
    const calls = [...first, ...nextWeek, ...nextYear, probe];
    const expected = [
      ['baseline', ...SIGNS],
      [...SIGNS, 'new-regions', 'new-regions-of-account'].sort(),
      [...SIGNS, 'both-rules', 'first-seen', 'new-regions-of-account'].sort(),
    ];

    expect(await reasonsOf(calls)).toEqual(expected);
    expect(await reasonsOf(shuffled(calls, 5))).toEqual(expected);
  });

  it('sees sweeps of several principals together', async () => {
    const other = sweepCalls(10, {
      start: START + 600,
      firstId: 100,
      principal: { kind: 'arn', key: 'arn:bob' },
    });

    expect(await reasonsOf([...first, ...other])).toEqual([
      ['baseline', ...SIGNS, 'several-principals'].sort(),
      ['baseline', ...SIGNS, 'several-principals'].sort(),
    ]);
  });
});

describeWithSharedData('a replay with a memory, on real CloudTrail records', () => {
  it('finds the six clicks informational, whatever it has seen before', async () => {
    const records = await readSharedRecords('console-sessions.ndjson.gz');
    const values = records.flatMap((record) => [...unwrap(record)]);
    const { calls } = takeCalls(values, { settings: settingsOf(), digest: sha256Digest });

    const findings = await replay(calls);

    expect(findings.map(({ severity }) => severity)).toEqual(
      Array.from({ length: 6 }, () => 'informational'),
    );
    expect(findings.map(({ score }) => score)).toEqual([17, 17, 15, 15, 15, 18]);
  });
});
