import { createMemorySweepStore } from '../../src/adapters/memory/memory-sweep-store';
import type { NotificationState, Notified, Sweep } from '../../src/detection/sweep';
import { findHost } from '../../src/engine/find-host';
import { LIMITS } from '../support/detection';

const ROLE = {
  ruleId: 'describe-instances',
  principal: { kind: 'role', key: 'role:ci' },
  windowSeconds: 30,
} as const;

const NOTIFIED: Notified = {
  severity: 'high',
  totals: { regions: 12, calls: 13, seconds: 9, denied: 2, accounts: 1 },
};
const NOTHING = { regions: 0, calls: 0, seconds: 0, denied: 0, accounts: 0 };

/** A sweep of the role in the first half minute. */
function sweepOf(notification: NotificationState, overrides: Partial<Sweep> = {}): Sweep {
  return {
    id: 'of-role',
    start: 0,
    end: 30,
    openedAt: 0,
    changedAt: 0,
    absorbedIds: [],
    notification,
    ...overrides,
  };
}

async function hostOf(sweeps: readonly Sweep[]) {
  const store = createMemorySweepStore(LIMITS);
  const { version } = await store.readLedger(ROLE);
  await store.writeLedger(ROLE, sweeps, version);
  const ofSession = sweepOf({ state: 'NONE' }, { id: 'of-session', start: 10, end: 40 });
  return findHost(store, ofSession, [ROLE]);
}

const PENDING = { state: 'PENDING', sweepId: 'of-role', claimedBy: 'x', leaseUntil: 1 } as const;

describe('findHost', () => {
  it.each<[string, NotificationState, Notified]>([
    ['has been published', { state: 'SENT', notified: NOTIFIED }, NOTIFIED],
    [
      'is being published',
      { ...PENDING, severity: 'medium' },
      { severity: 'medium', totals: NOTHING },
    ],
    ['has never been published', { state: 'NONE' }, { severity: 'informational', totals: NOTHING }],
  ])('gives the finding that %s', async (_what, notification, notified) => {
    expect(await hostOf([sweepOf(notification)])).toEqual({ findingId: 'of-role', notified });
  });

  it('gives the finding that a repeat is counted in', async () => {
    const first = sweepOf(
      { state: 'SENT', notified: NOTIFIED },
      { id: 'first', start: -600, end: -570 },
    );
    const repeat = sweepOf({ state: 'REPEAT', of: 'first' });

    expect(await hostOf([first, repeat])).toEqual({ findingId: 'first', notified: NOTIFIED });
  });

  it.each<[string, Sweep]>([
    ['of another time', sweepOf({ state: 'SENT', notified: NOTIFIED }, { start: 40, end: 70 })],
    [
      'that is itself part of another',
      sweepOf({ state: 'SENT', notified: NOTIFIED }, { partOf: 'of-address' }),
    ],
  ])('gives none for a sweep %s', async (_what, sweep) => {
    expect(await hostOf([sweep])).toBeUndefined();
  });
});
