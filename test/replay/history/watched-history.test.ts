import { createMemoryWatchedCalls } from '../../../src/adapters/memory/memory-watched-calls';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import type { WatchedCall } from '../../../src/detection/watched/watched-call';
import { MAX_ALIKE } from '../../../src/ports/watched-calls';
import {
  WatchedHistory,
  WatchedPacker,
  withHistory,
} from '../../../src/replay/history/watched-history';
import { deliveriesOf, NOON, recordsOfSteps, type Step } from '../../support/chains';
import { shuffled } from '../../support/delivery';
import { userNamed } from '../../support/people';

const EVE = userNamed('eve', '198.51.100.7');
const MALLORY = userNamed('mallory', '203.0.113.9');

function watchedOf(steps: readonly Step[]): WatchedCall[] {
  return deliveriesOf(recordsOfSteps(steps)).flatMap((one) =>
    'watched' in one ? [one.watched] : [],
  );
}

function historyOf(calls: readonly WatchedCall[]): WatchedHistory {
  const history = new WatchedHistory();
  const packer = new WatchedPacker();
  calls.forEach((call) => void packer.add(call));
  history.add(packer.packed());
  return history;
}

const launches = (by: Step['by'], count: number, step = 1): Step[] =>
  Array.from({ length: count }, (_, index) => ({
    by,
    at: index * step,
    does: 'compute.RunInstances',
  }));

describe('the watched calls of a history', () => {
  it('are those of one identity, by time, each once', () => {
    const calls = watchedOf([...launches(EVE, 3), ...launches(MALLORY, 1)]);
    const history = historyOf(shuffled([...calls, ...calls], 3));

    expect(history.callsOf(EVE.identity).map(({ second }) => second - NOON)).toEqual([0, 1, 2]);
    expect(history.callsOf(MALLORY.identity)).toHaveLength(1);
    expect(history.callsOf('nobody')).toEqual([]);
  });

  it('are the same with and without the path of a user', () => {
    const withPath = { ...EVE, identity: EVE.identity.replace('user/', 'user/ops/') };
    const history = historyOf(watchedOf(launches(EVE, 1)));

    expect(history.callsOf(withPath.identity)).toHaveLength(1);
  });

  it('are the earliest of those that are alike, in whatever order a flood was read', () => {
    const calls = watchedOf(launches(EVE, 6000));
    const [inOrder, inDisorder] = [historyOf(calls), historyOf(shuffled(calls, 5))];

    // 6,000 s are within two hours.
    expect(inOrder.callsOf(EVE.identity)).toHaveLength(2 * MAX_ALIKE);
    expect(inDisorder.callsOf(EVE.identity)).toEqual(inOrder.callsOf(EVE.identity));
  });

  it('get into a store with the first read', async () => {
    const calls = watchedOf(launches(EVE, 3));
    const store = withHistory(createMemoryWatchedCalls(sha256Digest), historyOf(calls));

    const read = await store.read(EVE.identity, NOON + 1, NOON + 2);
    expect(read.calls.map(({ second }) => second - NOON)).toEqual([1, 2]);
    expect((await store.read(EVE.identity, NOON, NOON + 9)).calls).toHaveLength(3);
  });
});
