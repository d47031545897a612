import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import type { SweepStore } from '../../../src/ports/sweep-store';
import { settingsOf } from '../../support/calls';
import { LIMITS } from '../../support/detection';
import { createIncidentWorld } from '../../support/incident-world';
import { callsOf, sweepBy, userNamed } from '../../support/people';

const START = Date.UTC(2026, 2, 1) / 1000;
const EVE = userNamed('eve', '198.51.100.7');

/** More buckets at once would not fit into the time and memory of a function: each may hold 200 calls. */
const MAX_BUCKETS_AT_ONCE = 120;

/** A store that notes the largest number of buckets that one read gave. */
function watchedStore(): { readonly store: SweepStore; readonly mostBuckets: () => number } {
  const inner = createMemorySweepStore(LIMITS);
  let most = 0;
  return {
    store: {
      ...inner,
      async readBuckets(...args) {
        const buckets = await inner.readBuckets(...args);
        most = Math.max(most, buckets.length);
        return buckets;
      },
    },
    mostBuckets: () => most,
  };
}

describe('a sweep of 23 hours without a pause', () => {
  it('escalates and closes without reading all of it, and reports lower bounds', async () => {
    const { store, mostBuckets } = watchedStore();
    const world = createIncidentWorld({
      settings: settingsOf(),
      store,
      now: START * 1000,
    });
    let second = START;
    for (let number = 1; second < START + 23 * 3600; second += 20, number += 10) {
      const isDenied = second >= START + 22 * 3600;
      await world.passTo((second + 60) * 1000);
      await world.detect(callsOf(sweepBy(EVE, { number, second, step: 0, isDenied }, 'arn')));
    }
    await world.settle();

    expect(
      world.published.map(({ notification: { kind, incident } }) => `${kind} ${incident.severity}`),
    ).toEqual(['opened low', 'escalated medium', 'closed medium']);
    expect(mostBuckets()).toBeLessThanOrEqual(MAX_BUCKETS_AT_ONCE);
    const closing = world.published.at(-1)?.notification.incident;
    expect(closing?.totals).toMatchObject({ sweeps: 1, atLeast: true });
    expect(closing?.findings[0].evidence.atLeast).toBe(true);
    expect(closing?.lastActivity).toBe(
      new Date((second - 20) * 1000).toISOString().replace('.000', ''),
    );
  });
});
