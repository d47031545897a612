import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import type { SweepStore } from '../../../src/ports/sweep-store';
import { settingsOf } from '../../support/calls';
import { LIMITS } from '../../support/detection';
import { createIncidentWorld } from '../../support/incident-world';
import { callBy, callsOf, sessionOf } from '../../support/people';

/** A store that counts the requests that wait for it at once. */
function gaugedStore(): { readonly store: SweepStore; readonly most: () => number } {
  const inner = createMemorySweepStore(LIMITS);
  let waiting = 0;
  let most = 0;
  const gauge = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    waiting += 1;
    most = Math.max(most, waiting);
    await new Promise((resolve) => setImmediate(resolve));
    waiting -= 1;
    return work();
  };
  const store: SweepStore = {
    addCalls: (...args) => gauge(() => inner.addCalls(...args)),
    readBuckets: (...args) => gauge(() => inner.readBuckets(...args)),
    readLedger: (...args) => gauge(() => inner.readLedger(...args)),
    writeLedger: (...args) => gauge(() => inner.writeLedger(...args)),
  };
  return { store, most: () => most };
}

describe('a batch of calls by many principals', () => {
  it.each([
    ['one grouping', 'arn' as const],
    ['four groupings', ['arn', 'accessKey', 'role', 'sourceIp'] as const],
  ])(
    'is handled eight at a time, so that a slow store delays no invocation (%s)',
    async (_case, groupBy) => {
      const { store, most } = gaugedStore();
      const world = createIncidentWorld({ settings: settingsOf({ groupBy }), store });
      const calls = Array.from({ length: 200 }, (_, index) =>
        callBy(
          sessionOf(`Role${index}`, `session${index}`, `198.51.100.${index}`),
          { number: index + 1, second: Date.UTC(2026, 2, 1, 12) / 1000, region: 'us-east-1' },
          groupBy,
        ),
      );

      await world.detect(callsOf(calls));

      expect(most()).toBe(8);
    },
  );
});
