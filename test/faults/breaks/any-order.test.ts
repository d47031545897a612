import fc from 'fast-check';
import { settingsOf } from '../../support/calls';
import { caseCount } from '../../support/case-count';
import {
  groupingProblems,
  incidentProblems,
  misplacedSweeps,
} from '../../support/incident-invariant';
import { type KnownCall, oracleIncidents, ownedSweeps } from '../../support/incident-oracle';
import { createIncidentWorld } from '../../support/incident-world';
import { callBy, callsOf, sessionOf, sweepBy, userNamed } from '../../support/people';

const GROUP_BY = ['arn', 'role', 'sourceIp'] as const;
const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const IP = '198.51.100.7';
const SHARED_IP = '192.0.2.1';

/** Sessions of a role that sweep together and alone, a user at the same source IP, and two identities at another. */
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
  ...sweepBy(userNamed('eve', SHARED_IP), { number: 80, second: NOON + 700, regions: 5 }, GROUP_BY),
  ...sweepBy(
    sessionOf('App', 's3', SHARED_IP),
    { number: 100, second: NOON + 702, regions: 5 },
    GROUP_BY,
  ),
];

const SETTINGS = settingsOf({ groupBy: GROUP_BY, minRegions: 5, minCalls: 5 });

const SWEEPS = ownedSweeps(CALLS, SETTINGS);

/** What is wrong when all calls have come in an order, and the severities of the incidents by identity. */
async function outcomeOf(calls: readonly KnownCall[]) {
  const { published, ledgers, ...world } = createIncidentWorld({
    settings: SETTINGS,
    now: (NOON + 900) * 1000,
  });
  for (const call of callsOf(calls)) {
    await world.detect([call]);
  }
  await world.settle();
  const story = { published, ledgers, sweeps: SWEEPS, cuts: new Map() };
  const severities = published.flatMap(({ notification: { kind, incident } }) =>
    kind === 'closed' && incident.mergedInto === undefined
      ? [`${incident.identity.key} ${incident.severity}`]
      : [],
  );
  return {
    problems: [
      ...incidentProblems(story),
      ...groupingProblems(story, oracleIncidents(SWEEPS, 60)),
      ...misplacedSweeps(story),
    ],
    severities: severities.sort(),
  };
}

describe('calls in any order', () => {
  it('give the same incidents, under several groupings', async () => {
    const expected = {
      problems: [],
      severities: [
        'arn:aws:iam::111122223333:role/App medium',
        'arn:aws:iam::111122223333:user/eve low',
        `sourceIp:${SHARED_IP} low`,
      ],
    };

    expect(await outcomeOf(CALLS)).toEqual(expected);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...CALLS], { minLength: CALLS.length }),
        async (calls) => {
          expect(await outcomeOf(calls)).toEqual(expected);
        },
      ),
      { numRuns: caseCount(200) },
    );
  });
});
