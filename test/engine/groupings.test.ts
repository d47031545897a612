import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { type Call, type Principal, WINDOWINGS } from '../../src/detection/model';
import type { Notification } from '../../src/detection/notification';
import { DEFAULT_SEVERITY } from '../../src/detection/severity/assess';
import { createDetector } from '../../src/engine/detector';
import { callOf, settingsOf, uuid } from '../support/calls';
import { LIMITS } from '../support/detection';

const ROLE: Principal = { kind: 'role', key: 'role:arn:aws:iam::111122223333:role/ci' };
const ADDRESS: Principal = { kind: 'sourceIp', key: 'sourceIp:198.51.100.7' };

const session = (name: string): Principal => ({
  kind: 'arn',
  key: `arn:arn:aws:sts::111122223333:assumed-role/ci/${name}`,
});

/** Call `index` of a sweep, in a region of its own, under these principals. */
function call(index: number, [principal, ...otherPrincipals]: readonly Principal[]): Call {
  return callOf({
    eventId: uuid(index + 1),
    second: index,
    region: `region-${index}`,
    principal: principal as Principal,
    otherPrincipals,
  });
}

function createBench(windowing: (typeof WINDOWINGS)[number]) {
  const bench = { now: 0 };
  const said: Notification[] = [];
  const store = createMemorySweepStore(LIMITS);
  const startDetector = () =>
    createDetector({
      store,
      notifier: { publish: async (notification) => void said.push(notification) },
      clock: () => bench.now,
      digest: sha256Digest,
      settings: settingsOf({ minRegions: 3, minCalls: 3, windowing }),
      severity: DEFAULT_SEVERITY,
      lateEventHours: 24,
      renotifyMinutes: 60,
      notifyFrom: 'low',
    });
  const detect = async (calls: readonly Call[], detector = startDetector()) => {
    const { failures } = await detector.detect(calls);
    expect(failures).toEqual([]);
  };
  return Object.assign(bench, { said, detect, startDetector });
}

describe.each(WINDOWINGS)(
  'calls that are grouped in several ways, under %s windows',
  (windowing) => {
    it('are one finding under the most specific principal, which names the others', async () => {
      const { said, detect } = createBench(windowing);

      for (const index of [0, 1, 2, 3, 4]) {
        await detect([call(index, [session('a'), ROLE, ADDRESS])]);
      }

      expect(said).toHaveLength(1);
      expect(said[0]?.finding.principal.key).toBe(session('a').key);
      expect(said[0]?.finding.alsoUnder).toEqual([ROLE.key, ADDRESS.key]);
    });

    it('are found under the role when each has a session name of its own', async () => {
      const { said, detect } = createBench(windowing);

      for (const index of [0, 1, 2, 3]) {
        await detect([call(index, [session(`s-${index}`), ROLE])]);
      }

      expect(said.map(({ finding }) => finding.principal.key)).toEqual([ROLE.key]);
      expect(said[0]?.finding.alsoUnder).toBeUndefined();
    });

    it('are found under the address when each has a role of its own, in whatever account', async () => {
      const { said, detect } = createBench(windowing);

      for (const index of [0, 1, 2, 3]) {
        const role = { kind: 'role', key: `role:arn:aws:iam::00000000000${index}:role/r` } as const;
        await detect([call(index, [session(`s-${index}`), role, ADDRESS])]);
      }

      expect(said.map(({ finding }) => finding.principal.key)).toEqual([ADDRESS.key]);
    });

    it('are one finding when the role was seen before the session was', async () => {
      const { said, detect } = createBench(windowing);
      await detect([call(0, [session('other'), ROLE])]);

      for (const index of [1, 2, 3, 4]) {
        await detect([call(index, [session('a'), ROLE])]);
      }

      expect(said.map(({ finding }) => finding.principal.key)).toEqual([ROLE.key]);
    });

    it('are one finding when processes handle them at once', async () => {
      const { said, detect, startDetector } = createBench(windowing);
      const calls = [0, 1, 2, 3, 4, 5].map((index) => call(index, [session('a'), ROLE, ADDRESS]));

      await Promise.all(calls.map((each) => detect([each], startDetector())));

      expect(said).toHaveLength(1);
      expect(said[0]?.finding.principal.key).toBe(session('a').key);
    });

    it('name the other principals in each of several findings', async () => {
      const bench = createBench(windowing);
      const { said, detect } = bench;
      const later = (index: number): Call => ({
        ...call(10 + index, [session('a'), ROLE]),
        second: 36_000 + index,
      });

      await detect([0, 1, 2].map((index) => call(index, [session('a'), ROLE])));
      bench.now = 36_000_000;
      await detect([0, 1, 2].map(later));

      expect(said.map(({ finding }) => [finding.principal.key, finding.alsoUnder])).toEqual([
        [session('a').key, [ROLE.key]],
        [session('a').key, [ROLE.key]],
      ]);
    });

    it('are findings apart when two sessions of a role sweep', async () => {
      const { said, detect } = createBench(windowing);

      await detect([0, 1, 2].map((index) => call(index, [session('a'), ROLE])));
      await detect([3, 4, 5].map((index) => call(index, [session('b'), ROLE])));

      expect(said.map(({ finding }) => finding.principal.key)).toEqual([
        session('a').key,
        session('b').key,
      ]);
    });
  },
);
