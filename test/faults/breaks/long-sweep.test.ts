import { settingsOf } from '../../support/calls';
import { randomNumbers } from '../../support/delivery';
import { incidentProblems } from '../../support/incident-invariant';
import { type KnownCall, ownedSweeps } from '../../support/incident-oracle';
import { createIncidentWorld, type IncidentWorld } from '../../support/incident-world';
import { callBy, callsOf, sweepBy, userNamed } from '../../support/people';

const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const SCANNER = userNamed('scanner', '198.51.100.7');
const SETTINGS = settingsOf();

function kindsOf({ published }: IncidentWorld): string[] {
  return published.map(({ notification: { kind, audience } }) => `${kind} for ${audience}`);
}

describe('a sweep that goes on for longer than an alert mutes repeats', () => {
  it('is one incident, even if later calls come before earlier ones', async () => {
    const world = createIncidentWorld({ settings: SETTINGS });
    const calls: KnownCall[] = [];
    const handle = async (round: number): Promise<void> => {
      const second = NOON + round * 29;
      const burst = sweepBy(SCANNER, { number: round * 10 + 1, second, step: 0 }, 'arn');
      calls.push(...burst);
      await world.passTo((second + 60) * 1000);
      await world.detect(callsOf(burst));
    };

    for (let round = 0; round < 129; round += 1) {
      await handle(round);
    }
    // Each round alone is a sweep; the round before it joins it to the long one.
    for (const round of [131, 130, 129, 134, 133, 132, 137, 136, 135]) {
      await handle(round);
    }
    await world.settle();

    const { published, ledgers } = world;
    const sweeps = ownedSweeps(calls, SETTINGS);
    expect(sweeps).toHaveLength(1);
    expect(incidentProblems({ published, ledgers, sweeps, cuts: new Map() })).toEqual([]);
    expect(kindsOf(world)).toEqual(['opened for people', 'closed for people']);
  });

  it('is one incident while seventeen regions deliver with different delays for three hours', async () => {
    const random = randomNumbers(1);
    const regions = Array.from({ length: 17 }, (_, index) => `region-${index}`);
    const lags = regions.map(() => 60 + random() * 120);
    const calls = Array.from({ length: (3 * 3600) / 25 }, (_, round) =>
      regions.map((region, index) => {
        const second = NOON + round * 25 + (index % 25);
        return {
          at: (second + (lags[index] ?? 0) + random() * 240) * 1000,
          known: callBy(SCANNER, { number: round * 17 + index + 1, second, region }, 'arn'),
        };
      }),
    ).flat();
    const world = createIncidentWorld({ settings: SETTINGS });

    for (const { at, known } of calls.sort((a, b) => a.at - b.at)) {
      await world.passTo(at);
      await world.detect([known.call]);
    }
    await world.settle();

    expect(kindsOf(world)).toEqual(['opened for people', 'closed for people']);
  });
});
