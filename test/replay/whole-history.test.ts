import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { type Call, WINDOWINGS, type Windowing } from '../../src/detection/model';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { MAX_SWEEPS } from '../../src/detection/sweep';
import { formatSecond } from '../../src/detection/time';
import { detectInOrder } from '../../src/replay/detect-in-order';
import { settingsOf, sweepCalls } from '../support/calls';
import { LIMITS } from '../support/detection';

const DAY = 86_400;

function replay(
  calls: readonly Call[],
  { windowing, renotifyMinutes = 60 }: { windowing: Windowing; renotifyMinutes?: number },
) {
  return detectInOrder(calls, {
    store: createMemorySweepStore(LIMITS),
    settings: settingsOf({ minRegions: 3, minCalls: 3, windowing }),
    severity: DEFAULT_SEVERITY,
    lateEventHours: 24,
    renotifyMinutes,
    digest: sha256Digest,
  });
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
    ['more in a day than a ledger keeps', 3 * MAX_SWEEPS, 300],
    ['one after the other', 3 * MAX_SWEEPS, 60],
  ])('has every sweep of a history, %s', async (_case, count, apart) => {
    const { calls, starts } = sweeps(count, apart);

    const findings = await replay([...calls].reverse(), { windowing });

    expect(findings.map(({ window }) => window.start)).toEqual(starts);
    expect(findings.map(({ evidence }) => evidence.callCount)).toEqual(starts.map(() => 3));
    expect(new Set(findings.map(({ id }) => id)).size).toBe(count);
  });

  it('says of a finding which one it would have been counted in', async () => {
    // Every 25 minutes, so that every third one is notified.
    const findings = await replay(sweeps(7, 25 * 60).calls, { windowing });

    const ids = findings.map(({ id }) => id);
    expect(findings.map(({ repeatOf }) => repeatOf && ids.indexOf(repeatOf))).toEqual([
      undefined,
      0,
      0,
      undefined,
      3,
      3,
      undefined,
    ]);
  });

  it('marks no repeat where every sweep is notified', async () => {
    const findings = await replay(sweeps(3, 60).calls, { windowing, renotifyMinutes: 0 });

    expect(findings.flatMap(({ repeatOf }) => repeatOf ?? [])).toEqual([]);
  });

  it('has one finding for a sweep that grows, as it stands at the end', async () => {
    const calls = sweepCalls(12, { step: 10 });

    const findings = await replay(calls, { windowing });

    const expected = windowing === 'sliding' ? [12] : [3, 3, 3, 3];
    expect(findings.map(({ evidence }) => evidence.callCount)).toEqual(expected);
  });
});
