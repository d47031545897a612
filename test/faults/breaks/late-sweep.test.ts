import { settingsOf } from '../../support/calls';
import { createIncidentWorld } from '../../support/incident-world';
import { callsOf, sweepBy, userNamed } from '../../support/people';

const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const EVE = userNamed('eve', '198.51.100.7');

describe('an old sweep whose calls come late, among more new ones than a ledger lists', () => {
  it.each([0, 60])('is opened once (renotifyMinutes: %i)', async (renotifyMinutes) => {
    const world = createIncidentWorld({ settings: settingsOf(), renotifyMinutes });
    let number = 1;
    const sweepAt = (second: number, regions = 10) => {
      number += regions;
      return callsOf(sweepBy(EVE, { number, second, regions }, 'arn'));
    };
    const newSweep = async (second: number): Promise<void> => {
      await world.passTo((second + 60) * 1000);
      await world.detect(sweepAt(second));
    };
    for (let index = 0; index < 55; index += 1) {
      await newSweep(NOON + index * 900);
    }
    const old = sweepAt(NOON - 7200, 17);
    await world.detect(old.slice(0, 10));
    for (const [index, call] of old.slice(10).entries()) {
      await newSweep(NOON + (56 + index) * 900);
      await world.detect([call]);
    }
    await world.settle();

    const ofOldSweep = world.published.filter(
      ({ notification: { kind, incident } }) =>
        kind === 'opened' && Date.parse(incident.firstActivity) < NOON * 1000,
    );
    expect(ofOldSweep).toHaveLength(1);
  });
});
