import { settingsOf } from '../../support/calls';
import { createIncidentWorld } from '../../support/incident-world';
import { callsOf, sweepBy, userNamed } from '../../support/people';

const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const EVE = userNamed('eve', '198.51.100.7');

describe('two incidents that a late call joins', () => {
  it('are both closed: the younger as merged into the older', async () => {
    const world = createIncidentWorld({ settings: settingsOf(), renotifyMinutes: 0 });
    for (const [index, second] of [0, 58, 29].entries()) {
      await world.passTo(world.now + 1000);
      await world.detect(
        callsOf(sweepBy(EVE, { number: index * 10 + 1, second: NOON + second, step: 0 }, 'arn')),
      );
    }
    await world.settle();

    const idsOf = (kind: string) =>
      world.published
        .filter(({ notification }) => notification.kind === kind)
        .map(({ notification: { incident } }) => incident.id);
    const [older, younger] = idsOf('opened');
    expect(idsOf('opened')).toHaveLength(2);
    expect(idsOf('closed').sort()).toEqual([older, younger].sort());
    const closings = world.published.filter(({ notification }) => notification.kind === 'closed');
    expect(
      closings.map(({ notification: { incident } }) => [incident.id, incident.mergedInto]).sort(),
    ).toEqual([
      [older, undefined],
      [younger, older],
    ]);
  });
});
