import fc from 'fast-check';
import { settingsOf } from '../../support/calls';
import { caseCount } from '../../support/case-count';
import type { KnownCall } from '../../support/incident-oracle';
import { createIncidentWorld } from '../../support/incident-world';
import { callBy, callsOf, sessionOf, sweepBy, userNamed } from '../../support/people';

const GROUP_BY = ['arn', 'role', 'sourceIp'] as const;
const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const IP = '198.51.100.7';

/** Sessions of a role that sweep together and alone, and a user at the same source IP. */
const CALLS: readonly KnownCall[] = [
  ...Array.from({ length: 4 }, (_, index) =>
    callBy(
      sessionOf('App', `x${index}`, IP),
      { number: 1 + index, second: NOON + index, region: `region-${index + 4}` },
      GROUP_BY,
    ),
  ),
  ...sweepBy(sessionOf('App', 's1', IP), { number: 20, second: NOON + 4, regions: 5 }, GROUP_BY),
  ...sweepBy(
    sessionOf('App', 's2', '203.0.113.9'),
    { number: 40, second: NOON + 300, regions: 6, isDenied: true },
    GROUP_BY,
  ),
  ...sweepBy(userNamed('eve', IP), { number: 60, second: NOON + 500, regions: 5 }, GROUP_BY),
];

/** The incidents when all calls have come, and nothing more happens: their sweeps by grouping, and their severity. */
async function incidentsAfter(calls: readonly KnownCall[]): Promise<unknown> {
  const world = createIncidentWorld({
    settings: settingsOf({ groupBy: GROUP_BY, minRegions: 5, minCalls: 5 }),
    now: (NOON + 600) * 1000,
  });
  for (const call of callsOf(calls)) {
    await world.detect([call]);
  }
  await world.settle();
  const closings = world.published
    .map(({ notification }) => notification)
    .filter(({ kind, incident }) => kind === 'closed' && incident.mergedInto === undefined);
  return closings
    .map(({ incident }) => ({
      identity: incident.identity.key,
      severity: incident.severity,
      findings: incident.findings
        .map(({ principal, rule, window, severity }) =>
          [rule.id, principal.key, window.start, window.end, severity].join(' '),
        )
        .sort(),
    }))
    .sort((a, b) => (a.identity < b.identity ? -1 : 1));
}

describe('calls in any order', () => {
  it('give the same incidents, under several groupings', async () => {
    const expected = await incidentsAfter(CALLS);

    expect(expected).toEqual([
      expect.objectContaining({
        identity: 'arn:aws:iam::111122223333:role/App',
        severity: 'medium',
      }),
      expect.objectContaining({ identity: 'arn:aws:iam::111122223333:user/eve', severity: 'low' }),
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...CALLS], { minLength: CALLS.length }),
        async (calls) => {
          expect(await incidentsAfter(calls)).toEqual(expected);
        },
      ),
      { numRuns: caseCount(200) },
    );
  });
});
