import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import type { Partition, TrackedCall } from '../../../src/detection/model';
import type { SweepStore } from '../../../src/ports/sweep-store';
import { uuid } from '../../support/calls';
import { LIMITS } from '../../support/detection';
import { type EmbeddedStore, startEmbeddedStore } from '../../support/embedded-store';

const PARTITION: Partition = {
  ruleId: 'describe-instances',
  principal: { kind: 'role', key: 'role:arn:aws:iam::111122223333:role/Admin' },
  windowSeconds: 30,
};

/** A call by a caller whose texts take this many bytes. */
function callOf(number: number, region: string, caller: string, bytes: number): TrackedCall {
  return {
    eventId: uuid(number),
    second: 0,
    region,
    caller: { type: 'AssumedRole', userAgent: caller.padEnd(bytes, '-') },
  };
}

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await startEmbeddedStore();
});
afterAll(() => embedded.stop());

describe('two processes with a memory of their own', () => {
  /** The callers that a bucket keeps, by call, when two stores add to it in turn. */
  async function callersKept(one: SweepStore, other: SweepStore) {
    await one.addCalls(PARTITION, 0, [callOf(1, 'a', 'long', 600), callOf(2, 'a', 'short', 100)]);
    await other.addCalls(PARTITION, 0, [callOf(3, 'b', 'long', 600)]);
    // Room is left for one of these. The first process does not know that the bucket holds region b.
    const { bucket } = await one.addCalls(PARTITION, 0, [
      callOf(4, 'b', 'in a known region', 400),
      callOf(5, 'c', 'in a new region', 400),
    ]);
    return Object.fromEntries(
      bucket.calls.map(({ eventId, caller }) => [eventId, caller?.userAgent?.replace(/-+$/, '')]),
    );
  }

  it('keep the caller of a call in a new region, as a single process does', async () => {
    const alone = createMemorySweepStore(LIMITS);
    const expected = await callersKept(alone, alone);

    expect(expected[uuid(5)]).toBe('in a new region');
    expect(expected[uuid(4)]).toBeUndefined();
    expect(await callersKept(embedded.store(LIMITS), embedded.store(LIMITS))).toEqual(expected);
  });
});
