import type { Interval } from '../../src/detection/model';
import { type LedgerPlan, type PlanContext, planLedger } from '../../src/detection/plan-ledger';
import type { NotificationState, Sweep } from '../../src/detection/sweep';
import { uuid } from '../support/calls';
import { sweepOf } from '../support/sweeps';

const NOW = 1_000_000;
const LEASE_MS = 40_000;

/** The claim of call 7, which is being handled. */
const OUR_CLAIM = { state: 'PENDING', claimedBy: uuid(7), leaseUntil: NOW + LEASE_MS } as const;
const SENT = { state: 'SENT' } as const;

const claimOf = (claimedBy: string, leaseUntil: number): NotificationState => ({
  state: 'PENDING',
  claimedBy,
  leaseUntil,
});

/** Plans for the calls 7 and 8. */
function plan(
  sweeps: readonly Sweep[],
  intervals: readonly Interval[],
  overrides: Partial<PlanContext> = {},
): LedgerPlan {
  return planLedger(sweeps, intervals, {
    now: NOW,
    leaseMs: LEASE_MS,
    eventIds: [uuid(7), uuid(8)],
    earliest: 0,
    idOf: ({ start }) => `at-${start}`,
    ...overrides,
  });
}

const sent = sweepOf('sent', 100, 130, { notification: SENT });

describe('planLedger', () => {
  it('opens a sweep and claims its notification for the first of the calls', () => {
    const opened = sweepOf('at-0', 0, 30, { openedAt: NOW, notification: OUR_CLAIM });

    expect(plan([], [{ start: 0, end: 30 }])).toEqual({
      sweeps: [opened],
      isChanged: true,
      claimed: [opened],
      isHeldByEarlierAttempt: false,
      isHeldElsewhere: false,
    });
  });

  it('opens a sweep for each interval that overlaps none, beside those that are there', () => {
    const { sweeps, claimed } = plan(
      [sent],
      [
        { start: 0, end: 30 },
        { start: 130, end: 160 },
      ],
    );

    expect(sweeps.map(({ id }) => id)).toEqual(['at-0', 'sent', 'at-130']);
    expect(claimed.map(({ id }) => id)).toEqual(['at-0', 'at-130']);
  });

  it('extends a sweep without claiming a notification that is out', () => {
    expect(plan([sent], [{ start: 120, end: 150 }])).toEqual({
      sweeps: [{ ...sent, end: 150 }],
      isChanged: true,
      claimed: [],
      isHeldByEarlierAttempt: false,
      isHeldElsewhere: false,
    });
  });

  it('extends one sweep by several intervals', () => {
    const { sweeps } = plan(
      [sent],
      [
        { start: 90, end: 120 },
        { start: 125, end: 155 },
      ],
    );

    expect(sweeps).toEqual([{ ...sent, start: 90, end: 155 }]);
  });

  it('joins two sweeps under the older id and says which it absorbed', () => {
    const older = sweepOf('older', 200, 230, { openedAt: 5, notification: SENT });
    const younger = sweepOf('younger', 150, 180, { openedAt: 6, notification: SENT });

    const { sweeps, claimed } = plan([younger, older], [{ start: 175, end: 205 }]);

    expect(sweeps).toEqual([{ ...older, start: 150, absorbedIds: ['younger'] }]);
    expect(claimed).toEqual([]);
  });

  it('claims the joined sweep, not the absorbed one, where both leases are over', () => {
    const older = sweepOf('older', 200, 230, { openedAt: 5 });
    const younger = sweepOf('younger', 150, 180, { openedAt: 6 });

    const { claimed } = plan(
      [younger, older],
      [
        { start: 150, end: 180 },
        { start: 175, end: 205 },
      ],
    );

    expect(claimed).toEqual([
      { ...older, start: 150, absorbedIds: ['younger'], notification: OUR_CLAIM },
    ]);
  });

  it.each<[string, NotificationState, 'claimed' | 'held' | 'held elsewhere' | 'nothing']>([
    ['a lease that is over', claimOf(uuid(1), NOW - 1), 'claimed'],
    ['a lease that ends now', claimOf(uuid(1), NOW), 'claimed'],
    ['a lease of our own that is over', claimOf(uuid(7), NOW), 'claimed'],
    ['a live lease of another call', claimOf(uuid(1), NOW + 1), 'held elsewhere'],
    ['a live lease of the first of our calls', claimOf(uuid(7), NOW + 1), 'held'],
    ['a live lease of another of our calls', claimOf(uuid(8), NOW + 1), 'held'],
    ['a notification that is out', SENT, 'nothing'],
  ])('meets %s: %s', (_case, notification, expected) => {
    const sweep = sweepOf('known', 100, 130, { notification });
    const taken = { ...sweep, notification: OUR_CLAIM };

    const planned = plan([sweep], [sweep]);

    const isClaimed = expected === 'claimed';
    expect(planned).toEqual({
      sweeps: [isClaimed ? taken : sweep],
      isChanged: isClaimed,
      claimed: isClaimed ? [taken] : [],
      isHeldByEarlierAttempt: expected === 'held',
      isHeldElsewhere: expected === 'held elsewhere',
    });
  });

  it('takes over a notification and extends its sweep in one', () => {
    const known = sweepOf('known', 100, 130);
    const taken = { ...known, end: 150, notification: OUR_CLAIM };

    expect(plan([known], [{ start: 120, end: 150 }])).toMatchObject({
      sweeps: [taken],
      claimed: [taken],
    });
  });

  it('claims some and is held up by others at once', () => {
    const held = sweepOf('held', 0, 30, { notification: claimOf(uuid(8), NOW + 1) });

    const { claimed, isHeldByEarlierAttempt } = plan(
      [held],
      [
        { start: 0, end: 30 },
        { start: 60, end: 90 },
      ],
    );

    expect(claimed.map(({ id }) => id)).toEqual(['at-60']);
    expect(isHeldByEarlierAttempt).toBe(true);
  });

  it('leaves alone the expired lease of a sweep that no interval touches', () => {
    const dead = sweepOf('dead', 0, 30);

    const { sweeps, claimed } = plan([dead], [{ start: 30, end: 60 }]);

    expect(sweeps[0]).toEqual(dead);
    expect(claimed.map(({ id }) => id)).toEqual(['at-30']);
  });

  it.each<[string, Interval[]]>([
    ['no interval', []],
    ['an interval that a sweep holds', [{ start: 101, end: 129 }]],
    ['the interval of a sweep', [sent]],
  ])('gives back the list itself for %s, pruning nothing', (_case, intervals) => {
    const sweeps = [sweepOf('old', 0, 30), sent];

    const unchanged = plan(sweeps, intervals, { earliest: 99 });

    expect(unchanged.sweeps).toBe(sweeps);
    expect(unchanged.isChanged).toBe(false);
  });

  it('forgets sweeps that ended before the earliest second, whenever it changes the list', () => {
    const sweeps = [sweepOf('old', 0, 30), sent];

    const planned = plan(sweeps, [{ start: 200, end: 230 }], { earliest: 31 });

    expect(planned.sweeps.map(({ id }) => id)).toEqual(['sent', 'at-200']);
  });

  it('keeps the sweeps that it touches, however old', () => {
    const old = sweepOf('old', 0, 30);

    const { sweeps } = plan(
      [old],
      [
        { start: 10, end: 40 },
        { start: 60, end: 90 },
      ],
      { earliest: 5000 },
    );

    expect(sweeps.map(({ id }) => id)).toEqual(['old', 'at-60']);
  });
});
