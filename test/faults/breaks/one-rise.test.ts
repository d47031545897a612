import { settingsOf } from '../../support/calls';
import { createIncidentWorld } from '../../support/incident-world';
import { callBy, callsOf, sessionOf, sweepBy } from '../../support/people';

const GROUP_BY = ['arn', 'role', 'sourceIp'] as const;
const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const IP = '198.51.100.7';

describe('a rise of severity that several groupings show', () => {
  it('sends one message, nothing lower after it, and a closing of that severity', async () => {
    const world = createIncidentWorld({
      settings: settingsOf({ groupBy: GROUP_BY }),
    });
    const denied = (session: string, first: number, count: number, second: number) =>
      Array.from({ length: count }, (_, index) =>
        callBy(
          sessionOf('App', session, IP),
          {
            number: first + index,
            second: NOON + second + (index % 19),
            region: `region-${index % 17}`,
            isDenied: true,
          },
          GROUP_BY,
        ),
      );

    // The session, its role and its source IP; then denied calls that the role and the source IP count.
    await world.detect(
      callsOf(sweepBy(sessionOf('App', 's1', IP), { number: 1, second: NOON }, GROUP_BY)),
    );
    for (const { call } of [...denied('s2', 100, 8, 12), ...denied('s1', 200, 26, 10)]) {
      await world.passTo(world.now + 200);
      await world.detect([call]);
    }
    await world.settle();

    expect(
      world.published.map(({ notification: { kind, incident } }) => `${kind} ${incident.severity}`),
    ).toEqual(['opened low', 'escalated medium', 'closed medium']);
    expect(new Set(world.published.map(({ notification }) => notification.incident.id)).size).toBe(
      1,
    );
  });
});
