import fc from 'fast-check';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Incident } from '../../src/detection/incident/incident';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { parseEventTime } from '../../src/detection/time';
import type { HistorySweep } from '../../src/replay/history-incident';
import { buildIncidents, type DetectedIncidents } from '../../src/replay/incidents';
import { placeInIncidents } from '../../src/replay/place-in-incidents';
import { incidentsAmong } from '../../src/tuning/incidents-among';
import { findingOf } from '../support/findings';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const ALICE = 'arn:aws:iam::111122223333:user/alice';
const BOB = 'arn:aws:iam::111122223333:user/bob';

/** A sweep whose calls begin and end at these seconds after midnight. Its window ends a second later. */
function owned(first: number, last = first + 20, owner = ALICE): HistorySweep {
  const start = DAY * 20_000 + first;
  const end = DAY * 20_000 + last + 1;
  const at = (second: number) => new Date(second * 1000).toISOString();
  const short = (second: number) => at(second).replace('.000', '');
  const finding = findingOf();
  const { id: ruleId } = finding.rule;
  const id = `${ruleId}-${owner}-${first}-${last}`;
  const principal = { kind: 'arn', key: `arn:${owner}` } as const;
  return {
    owner,
    finding: {
      ...finding,
      id,
      window: { ...finding.window, start: short(start), end: short(end) },
      evidence: { ...finding.evidence, firstCall: short(start), lastCall: short(end - 1) },
      detectedAt: at(end - 1),
    },
    exact: { id, ruleId, principal, start, end, windowSeconds: 30, openedAt: 0, incidentId: '' },
    calls: [],
    isKnownCaller: false,
  };
}

async function placed(
  sweeps: readonly HistorySweep[],
  renotifyMinutes = 60,
): Promise<DetectedIncidents> {
  return placeInIncidents(sweeps, {
    renotifyMinutes,
    lateEventHours: 24,
    digest: sha256Digest,
    severity: DEFAULT_SEVERITY,
  });
}

async function incidentsOf(
  sweeps: readonly HistorySweep[],
  renotifyMinutes = 60,
): Promise<Incident[]> {
  return buildIncidents(await placed(sweeps, renotifyMinutes));
}

/** The sweeps in each incident, by the number of the sweep. */
async function grouped(sweeps: readonly HistorySweep[], renotifyMinutes = 60): Promise<number[][]> {
  const { findings, incidents } = await placed(sweeps, renotifyMinutes);
  return incidents.map(({ state: { id } }) =>
    findings.flatMap(({ incidentId }, index) => (incidentId === id ? [index] : [])),
  );
}

describe('the incidents of a history', () => {
  it('take a sweep that begins less than renotifyMinutes after the last activity', async () => {
    const first = owned(0, 100);

    expect(await grouped([first, owned(100 + 60 * MINUTE)])).toEqual([[0, 1]]);
    expect(await grouped([first, owned(101 + 60 * MINUTE)])).toEqual([[0], [1]]);
    // The last activity is the latest end, not the end of the latest sweep.
    expect(await grouped([owned(0, HOUR), owned(10), owned(2 * HOUR)])).toEqual([[0, 1, 2]]);
  });

  it('take nothing that begins 24 h after the first activity, or later', async () => {
    const hourly = Array.from({ length: 30 }, (_, hour) => owned(hour * HOUR));
    const incidents = await incidentsOf(hourly);

    expect(incidents.map(({ totals }) => totals.sweeps)).toEqual([24, 6]);
    expect(incidents.map(({ isOngoing }) => isOngoing)).toEqual([true, undefined]);
    expect(incidents[1]?.follows).toBe(incidents[0]?.id);
  });

  it('are of one identity each', async () => {
    expect(await grouped([owned(0), owned(30, 40, BOB), owned(60)])).toEqual([[0, 2], [1]]);
  });

  it('with renotifyMinutes 0, hold sweeps that overlap', async () => {
    expect(await grouped([owned(0, 100), owned(100, 200), owned(201, 300)], 0)).toEqual([
      [0, 1],
      [2],
    ]);
  });

  it('have different IDs, whatever begins in the same bucket', async () => {
    const findings = [owned(0, 3), owned(5, 8), owned(29, 29), owned(30, 31)];
    const incidents = await incidentsOf(findings, 0);

    expect(incidents.map(({ id }) => id.slice(0, 25))).toEqual([
      'incident-20241004T000000Z',
      'incident-20241004T000006Z',
      'incident-20241004T000030Z',
      'incident-20241004T000031Z',
    ]);
  });

  it('follow one that ended less than 24 h before', async () => {
    const twoFrom = (start: number) => incidentsOf([owned(0, 20), owned(start)]);
    const [first, next] = await twoFrom(DAY + 20);
    const [, unrelated] = await twoFrom(DAY + 21);

    expect(next?.follows).toBe(first?.id);
    expect(unrelated?.follows).toBeUndefined();
  });

  it('are closed, and count what their findings hold', async () => {
    const sweeps = [owned(60, 80), owned(600, 700)];
    const [incident, ...others] = await incidentsOf(sweeps);

    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      id: expect.stringMatching(/^incident-20241004T000100Z-[0-9a-f]{16}$/),
      identity: { kind: 'user', key: ALICE, accountId: '111122223333' },
      status: 'closed',
      severity: sweeps[0]?.finding.severity,
      openedAt: sweeps[0]?.finding.detectedAt,
      firstActivity: '2024-10-04T00:01:00Z',
      lastActivity: '2024-10-04T00:11:40Z',
      totals: { sweeps: 2 },
    });
    expect(incident?.timeline).toHaveLength(2);
    expect(incident?.follows).toBeUndefined();
  });

  it('keep their IDs where only some findings are shown', async () => {
    const { findings, incidents } = await placed([owned(0), owned(600), owned(DAY)]);
    const shown = buildIncidents({ findings: findings.slice(1, 2), incidents });

    expect(shown.map(({ id }) => id)).toEqual([incidents[0]?.state.id]);
    expect(shown[0]?.totals.sweeps).toBe(1);
  });

  it('do not depend on the order of the findings; each finding is in exactly one', async () => {
    const sweep = fc.record({
      first: fc.integer({ min: 0, max: 3 * DAY }),
      seconds: fc.integer({ min: 0, max: 2 * HOUR }),
      owner: fc.constantFrom(ALICE, BOB),
    });
    let joined = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(sweep, { maxLength: 40, selector: ({ first }) => first }),
        fc.constantFrom(0, 1, 60, 600),
        fc.infiniteStream(fc.nat()),
        async (sweeps, renotifyMinutes, numbers) => {
          const findings = sweeps.map(({ first, seconds, owner }) =>
            owned(first, first + seconds, owner),
          );
          const shuffled = findings
            .map((one) => [numbers.next().value as number, one] as const)
            .sort(([a], [b]) => a - b)
            .map(([, one]) => one);
          const incidents = await incidentsOf(findings, renotifyMinutes);

          expect(await incidentIds(shuffled, renotifyMinutes)).toEqual(
            await incidentIds(findings, renotifyMinutes),
          );
          expect(incidents.reduce((sum, { totals }) => sum + totals.sweeps, 0)).toBe(sweeps.length);
          expect(new Set(incidents.map(({ id }) => id)).size).toBe(incidents.length);
          const counts = [ALICE, BOB].map((owner) => {
            const own = findings.filter((one) => one.owner === owner);
            const exact = own.map((one) => one.exact);
            return incidentsAmong(exact, renotifyMinutes).length;
          });
          expect(counts.reduce((sum, count) => sum + count)).toBe(incidents.length);
          expectQuietBetween(incidents, renotifyMinutes);
          joined += sweeps.length - incidents.length;
        },
      ),
      { numRuns: 100 },
    );
    expect(joined).toBeGreaterThan(0);
  });
});

/** The ID of the incident of each finding. */
async function incidentIds(sweeps: readonly HistorySweep[], renotifyMinutes: number) {
  const { findings } = await placed(sweeps, renotifyMinutes);
  return new Map(
    [...findings].sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => [one.id, one.incidentId]),
  );
}

/** An incident that follows begins after a quiet time, or 24 h after the one before. */
function expectQuietBetween(incidents: readonly Incident[], renotifyMinutes: number): void {
  const byId = new Map(incidents.map((one) => [one.id, one]));
  for (const { follows, firstActivity } of incidents) {
    const before = byId.get(follows ?? '');
    if (before !== undefined) {
      const second = (time: string) => parseEventTime(time) as number;
      const quiet = second(firstActivity) - second(before.lastActivity) - 1;
      const age = second(firstActivity) - second(before.firstActivity);
      expect(quiet >= renotifyMinutes * MINUTE || age >= DAY).toBe(true);
      expect(before.isOngoing === true).toBe(quiet < renotifyMinutes * MINUTE);
    }
  }
}
