import { caseCount } from '../support/case-count';
import { randomHistory } from './random-histories';
import { inOrder, liveInOrder, replayed } from './watched-calls';

describe('the deployed detector and replay, on what three actors of one identity do', () => {
  it('have the same incidents, whatever the allow-list covers and with any renotifyMinutes', async () => {
    for (let seed = 0; seed < caseCount(300); seed += 1) {
      const { deliveries, options } = randomHistory(seed);
      const live = inOrder(await liveInOrder(deliveries, options));

      expect({ seed, incidents: inOrder(await replayed(deliveries, options)) }).toEqual({
        seed,
        incidents: live,
      });
    }
  });
});
