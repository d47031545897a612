import fc from 'fast-check';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Finding } from '../../src/detection/finding';
import { parseEventTime } from '../../src/detection/time';
import {
  buildIncidents,
  incidentsOf,
  type OwnedFinding,
  placeInIncidents,
} from '../../src/replay/incidents';
import { findingOf } from '../support/findings';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const ALICE = 'arn:aws:iam::111122223333:user/alice';
const BOB = 'arn:aws:iam::111122223333:user/bob';

/** A finding of calls that begin and end at these seconds after midnight. Its window ends a second later. */
function owned(first: number, last = first + 20, owner = ALICE): OwnedFinding {
  const at = (second: number) => new Date(DAY * 20_000 * 1000 + second * 1000).toISOString();
  const short = (second: number) => at(second).replace('.000', '');
  const finding = findingOf();
  return {
    owner,
    finding: {
      ...finding,
      id: `${finding.rule.id}-${owner}-${first}-${last}`,
      window: { ...finding.window, start: short(first), end: short(last + 1) },
      evidence: { ...finding.evidence, firstCall: short(first), lastCall: short(last) },
      detectedAt: at(last),
    },
  };
}

/** The findings in each incident, by the number of the finding. */
function grouped(findings: readonly OwnedFinding[], renotifyMinutes = 60): number[][] {
  const placed = placeInIncidents(findings, { renotifyMinutes, digest: sha256Digest });
  return placed.outlines.map(({ id }) =>
    placed.findings.flatMap(({ incidentId }, index) => (incidentId === id ? [index] : [])),
  );
}

describe('the incidents of a history', () => {
  it('take a sweep that begins less than renotifyMinutes after the last activity', () => {
    const first = owned(0, 100);

    expect(grouped([first, owned(100 + 60 * MINUTE)])).toEqual([[0, 1]]);
    expect(grouped([first, owned(101 + 60 * MINUTE)])).toEqual([[0], [1]]);
    // The last activity is the latest end, not the end of the latest sweep.
    expect(grouped([owned(0, HOUR), owned(10), owned(2 * HOUR)])).toEqual([[0, 1, 2]]);
  });

  it('take nothing that begins 24 h after the first activity, or later', () => {
    const hourly = Array.from({ length: 30 }, (_, hour) => owned(hour * HOUR));
    const incidents = incidentsOf(hourly, { renotifyMinutes: 60, digest: sha256Digest });

    expect(incidents.map(({ totals }) => totals.sweeps)).toEqual([24, 6]);
    expect(incidents.map(({ isOngoing }) => isOngoing)).toEqual([true, undefined]);
    expect(incidents[1]?.follows).toBe(incidents[0]?.id);
  });

  it('are of one identity each', () => {
    expect(grouped([owned(0), owned(30, 40, BOB), owned(60)])).toEqual([[0, 2], [1]]);
  });

  it('with renotifyMinutes 0, hold sweeps that overlap', () => {
    expect(grouped([owned(0, 100), owned(100, 200), owned(201, 300)], 0)).toEqual([[0, 1], [2]]);
  });

  it('have different IDs, whatever begins in the same bucket', () => {
    const findings = [owned(0, 3), owned(5, 8), owned(29, 29), owned(30, 31)];
    const incidents = incidentsOf(findings, { renotifyMinutes: 0, digest: sha256Digest });

    expect(incidents.map(({ id }) => id.slice(0, 25))).toEqual([
      'incident-20241004T000000Z',
      'incident-20241004T000006Z',
      'incident-20241004T000030Z',
      'incident-20241004T000031Z',
    ]);
  });

  it('follow one that ended less than 24 h before', () => {
    const ids = (start: number) =>
      incidentsOf([owned(0, 20), owned(start)], { renotifyMinutes: 60, digest: sha256Digest });
    const [first, next] = ids(DAY + 20);

    expect(next?.follows).toBe(first?.id);
    expect(ids(DAY + 21)[1]?.follows).toBeUndefined();
  });

  it('are closed, and count what their findings hold', () => {
    const sweeps = [owned(60, 80), owned(600, 700)];
    const [incident, ...others] = incidentsOf(sweeps, {
      renotifyMinutes: 60,
      digest: sha256Digest,
    });

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

  it('keep their IDs where only some findings are shown', () => {
    const { findings, outlines } = placeInIncidents([owned(0), owned(600), owned(DAY)], {
      renotifyMinutes: 60,
      digest: sha256Digest,
    });
    const shown = buildIncidents({ findings: findings.slice(1, 2), outlines });

    expect(shown.map(({ id }) => id)).toEqual([outlines[0]?.id]);
    expect(shown[0]?.totals.sweeps).toBe(1);
  });

  it('do not depend on the order of the findings; each finding is in exactly one', () => {
    const sweep = fc.record({
      first: fc.integer({ min: 0, max: 3 * DAY }),
      seconds: fc.integer({ min: 0, max: 2 * HOUR }),
      owner: fc.constantFrom(ALICE, BOB),
    });
    let joined = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(sweep, { maxLength: 40, selector: ({ first }) => first }),
        fc.constantFrom(0, 1, 60, 600),
        fc.infiniteStream(fc.nat()),
        (sweeps, renotifyMinutes, numbers) => {
          const findings = sweeps.map(({ first, seconds, owner }) =>
            owned(first, first + seconds, owner),
          );
          const options = { renotifyMinutes, digest: sha256Digest };
          const shuffled = findings
            .map((one) => [numbers.next().value as number, one] as const)
            .sort(([a], [b]) => a - b)
            .map(([, one]) => one);
          const incidents = incidentsOf(findings, options);

          expect(idsByIncident(shuffled, options)).toEqual(idsByIncident(findings, options));
          expect(incidents.reduce((sum, { totals }) => sum + totals.sweeps, 0)).toBe(sweeps.length);
          expect(new Set(incidents.map(({ id }) => id)).size).toBe(incidents.length);
          expectQuietBetween(incidents, renotifyMinutes);
          joined += sweeps.length - incidents.length;
        },
      ),
      { numRuns: 100 },
    );
    expect(joined).toBeGreaterThan(0);
  });
});

function idsByIncident(
  findings: readonly OwnedFinding[],
  options: Parameters<typeof placeInIncidents>[1],
) {
  const placed: readonly Finding[] = placeInIncidents(findings, options).findings;
  return new Map(
    [...placed].sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => [one.id, one.incidentId]),
  );
}

/** An incident that follows begins after a quiet time, or 24 h after the one before. */
function expectQuietBetween(
  incidents: ReturnType<typeof incidentsOf>,
  renotifyMinutes: number,
): void {
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
