import type { Notification } from '../../src/detection/notification';
import { ALERT_BOUND } from '../../src/detection/subscriber-bounds';
import { createAlertBound } from '../../src/engine/alert-bound';
import type { Period } from '../../src/ports/allowance';
import { longTermKeySweep } from '../support/findings';
import { opened } from '../support/notifications';

const LOW = opened({ ...longTermKeySweep(), severity: 'low' });
const CRITICAL = opened({ ...longTermKeySweep(), severity: 'critical' });

const HOUR = 3600;

/** A bound whose allowances answer with `taken`: how many messages took from one, this one included. */
function createBench(taken: (name: string, period: Period) => number) {
  const bench = { now: 0, slept: 0, asked: 0 };
  const bound = createAlertBound({
    allowance: {
      async take(name, period) {
        bench.asked += 1;
        return taken(name, period);
      },
    },
    clock: () => bench.now,
    sleep: async (milliseconds) => {
      bench.slept += milliseconds;
    },
    onFailure: (error) => {
      throw error;
    },
    maxAgeSeconds: 24 * HOUR,
  });
  return Object.assign(bench, {
    heldBack: async (notification: Notification) => (await bound.admit(notification)).heldBack,
  });
}

const isOfIdentity = (name: string): boolean => name.startsWith('alerts of ');

describe('the bound holds back', () => {
  it.each([LOW, CRITICAL])(
    'an alert about an incident of more than a day ago: $incident.severity',
    async (alert) => {
      const bench = createBench(() => 1);
      const last = Date.parse(alert.incident.lastActivity);

      bench.now = last + 24 * HOUR * 1000;
      expect(await bench.heldBack(alert)).toBeUndefined();
      const { asked } = bench;
      bench.now += 1;
      expect(await bench.heldBack(alert)).toBe('old');
      expect(bench.asked).toBe(asked);
    },
  );

  it('an alert of an identity that has used up its hour', async () => {
    const { heldBack } = createBench((name) =>
      isOfIdentity(name) ? ALERT_BOUND.perIdentityAndHour + 1 : 1,
    );

    expect(await heldBack(LOW)).toBe('identity-hour');
  });

  it('an alert in an hour that all identities together have used up', async () => {
    const { heldBack } = createBench((name, { seconds }) =>
      seconds === HOUR && !isOfIdentity(name) ? ALERT_BOUND.perHour + 1 : 1,
    );

    expect(await heldBack(LOW)).toBe('hour');
  });

  it.each([
    ['an alert', LOW, 'second'],
    ['a critical alert', CRITICAL, 'critical-second'],
  ] as const)(
    '%s where others use the next five seconds',
    async (_what, notification, expected) => {
      const { heldBack } = createBench((_name, { seconds }) =>
        seconds === 1 ? ALERT_BOUND.perSecond + 1 : 1,
      );

      expect(await heldBack(notification)).toBe(expected);
    },
  );

  it.each([
    ['an alert', LOW, 'second'],
    ['a critical alert', CRITICAL, 'critical-second'],
  ] as const)(
    '%s, without asking, once the process has waited for 5 s',
    async (_what, notification, expected) => {
      const bench = createBench((_name, { start }) => (start % 5 === 3 ? 1 : 100));
      expect([await bench.heldBack(CRITICAL), await bench.heldBack(CRITICAL)]).toEqual([
        undefined,
        undefined,
      ]);
      expect(bench.slept).toBe(6000);
      const askedBefore = bench.asked;

      expect(await bench.heldBack(notification)).toBe(expected);
      expect(bench.asked).toBe(askedBefore);

      bench.now = 25_000;
      expect(await bench.heldBack(CRITICAL)).toBeUndefined();
    },
  );
});

describe('the bound admits', () => {
  it.each([
    ['the last alert of an identity in its hour', LOW, ALERT_BOUND.perIdentityAndHour],
    ['a critical alert, whatever the hours are', CRITICAL, 1000],
  ])('%s', async (_what, notification, takenInHour) => {
    const bench = createBench((name, { seconds }) =>
      seconds === HOUR && isOfIdentity(name) ? takenInHour : 1,
    );

    expect(await bench.heldBack(notification)).toBeUndefined();
    expect(bench.slept).toBe(0);
  });
});
