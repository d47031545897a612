import { settingsOf } from '../../support/calls';
import { incidentProblems } from '../../support/incident-invariant';
import { ownedSweeps } from '../../support/incident-oracle';
import { createIncidentWorld } from '../../support/incident-world';
import { callBy, callsOf, sessionOf, sweepBy } from '../../support/people';

const GROUP_BY = ['arn', 'role'] as const;
const NOON = Date.UTC(2026, 2, 1, 12) / 1000;

/** One session sweeps alone; later four sessions share the regions of a sweep, so that only their role shows it. */
const alone = sweepBy(
  sessionOf('App', 's1', '198.51.100.7'),
  { number: 1, second: NOON },
  GROUP_BY,
);
const together = Array.from({ length: 16 }, (_, index) =>
  callBy(
    sessionOf('App', `x${index % 4}`, '203.0.113.9'),
    { number: 100 + index, second: NOON + 1200 + index, region: `region-${index}` },
    GROUP_BY,
  ),
);

describe('a sweep that only the role shows, after one of a session', () => {
  it('is in the incident of the role, which sends an update about the new actor', async () => {
    const settings = settingsOf({ groupBy: GROUP_BY });
    const world = createIncidentWorld({ settings });

    await world.detect(callsOf(alone));
    await world.passTo((NOON + 1260) * 1000);
    await world.detect(callsOf(together));
    await world.settle();

    const { published, ledgers } = world;
    const sweeps = ownedSweeps([...alone, ...together], settings);
    expect(incidentProblems({ published, ledgers, sweeps, cuts: new Map() })).toEqual([]);
    expect(published.map(({ notification: { kind, audience } }) => [kind, audience])).toEqual([
      ['opened', 'people'],
      ['updated', 'people'],
      ['closed', expect.any(String)],
    ]);
    const { incident } = published[2]?.notification ?? {};
    expect(incident?.identity.key).toBe('arn:aws:iam::111122223333:role/App');
    expect(incident?.totals).toMatchObject({ sweeps: 3, calls: 26, actors: 2 });
    expect(
      incident?.timeline.flatMap((line) => (line.kind === 'sweep' ? [line.principalKey] : [])),
    ).toEqual([
      expect.stringContaining('App'),
      expect.stringContaining('App'),
      'role:arn:aws:iam::111122223333:role/App',
    ]);
  });
});
