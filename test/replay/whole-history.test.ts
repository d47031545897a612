import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { type Call, WINDOWINGS, type Windowing } from '../../src/detection/model';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { formatSecond } from '../../src/detection/time';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { settingsOf, sweepCalls } from '../support/calls';
import { LIMITS } from '../support/detection';

const DAY = 86_400;

/** More sweeps than a ledger lists. */
const MANY = 150;

async function replay(
  calls: readonly Call[],
  { windowing, renotifyMinutes = 60 }: { windowing: Windowing; renotifyMinutes?: number },
) {
  const { findings } = await detectInOrder(calls, {
    store: createMemorySweepStore(LIMITS),
    settings: settingsOf({ minRegions: 3, minCalls: 3, windowing }),
    severity: DEFAULT_SEVERITY,
    lateEventHours: 24,
    renotifyMinutes,
    digest: sha256Digest,
  });
  return findings;
}

/** Sweeps of three calls that begin this many seconds apart. */
function sweeps(
  count: number,
  apart: number,
): { readonly calls: Call[]; readonly starts: string[] } {
  const starts = Array.from({ length: count }, (_, index) => index * apart);
  return {
    calls: starts.flatMap((start, index) =>
      sweepCalls(3, { start, step: 0, firstId: 1 + index * 10 }),
    ),
    starts: starts.map(formatSecond),
  };
}

describe.each(WINDOWINGS)('a replay under %s windows', (windowing) => {
  it.each([
    ['a day apart', 8, DAY],
    ['just later than late events are waited for', 8, DAY + 30],
    ['far apart', 5, 30 * DAY],
    ['more in a day than a ledger keeps', MANY, 300],
    ['one after the other', MANY, 60],
  ])('has every sweep of a history, %s', async (_case, count, apart) => {
    const { calls, starts } = sweeps(count, apart);

    const findings = await replay([...calls].reverse(), { windowing });

    expect(findings.map(({ window }) => window.start)).toEqual(starts);
    expect(findings.map(({ evidence }) => evidence.callCount)).toEqual(starts.map(() => 3));
    expect(new Set(findings.map(({ id }) => id)).size).toBe(count);
  });

  it.each([
    // Each sweep begins within 60 min of the one before.
    ['25 min apart', 25 * 60, 60, [0, 0, 0, 0, 0, 0, 0]],
    ['61 min apart', 61 * 60, 60, [0, 1, 2, 3, 4, 5, 6]],
    ['60 s apart, with renotifyMinutes 0', 60, 0, [0, 1, 2, 3, 4, 5, 6]],
  ])(
    'has the incident of each finding: sweeps %s',
    async (_case, apart, renotifyMinutes, expected) => {
      const findings = await replay(sweeps(7, apart).calls, { windowing, renotifyMinutes });

      const ids = [...new Set(findings.map(({ incidentId }) => incidentId))];
      expect(findings.map(({ incidentId }) => ids.indexOf(incidentId))).toEqual(expected);
    },
  );

  it('has one finding for a sweep that grows, as it stands at the end', async () => {
    const calls = sweepCalls(12, { step: 10 });

    const findings = await replay(calls, { windowing });

    const expected = windowing === 'sliding' ? [12] : [3, 3, 3, 3];
    expect(findings.map(({ evidence }) => evidence.callCount)).toEqual(expected);
  });
});
