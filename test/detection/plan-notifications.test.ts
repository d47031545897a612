import type { EnteredIntervals } from '../../src/detection/enter-intervals';
import {
  type LedgerPlan,
  markNotified,
  type PlanContext,
  planNotifications,
} from '../../src/detection/plan-notifications';
import type { Severity } from '../../src/detection/rules/rule';
import type { NotificationState, PendingNotification, Sweep } from '../../src/detection/sweep';
import { uuid } from '../support/calls';
import { notifiedSeverity, sweepOf } from '../support/sweeps';

const NOW = 1_000_000;
const LEASE_MS = 40_000;

const NONE = { state: 'NONE' } as const;

function pending(overrides: Partial<PendingNotification> = {}): PendingNotification {
  return {
    state: 'PENDING',
    severity: 'medium',
    sweepId: 'known',
    claimedBy: uuid(1),
    leaseUntil: NOW + 1,
    ...overrides,
  };
}

/** The claim of call 7, which is being handled. */
function ours(overrides: Partial<PendingNotification> = {}): PendingNotification {
  return pending({ claimedBy: uuid(7), leaseUntil: NOW + LEASE_MS, ...overrides });
}

const sent = (severity: Severity): NotificationState => ({
  state: 'SENT',
  notified: notifiedSeverity(severity),
});

function known(notification: NotificationState): Sweep {
  return sweepOf('known', 100, 130, { notification });
}

function repeat(id = 'repeat', start = 200): Sweep {
  return sweepOf(id, start, start + 30, { notification: { state: 'REPEAT', of: 'known' } });
}

/** Plans for the calls 7 and 8, which touched some sweeps of a ledger. */
function plan(
  sweeps: readonly Sweep[],
  severities: Readonly<Record<string, Severity>>,
  overrides: Partial<PlanContext & Pick<EnteredIntervals, 'isChanged'>> = {},
): LedgerPlan {
  const { isChanged = false, ...context } = overrides;
  const touched = sweeps.filter(({ id }) => id in severities);
  return planNotifications(
    { sweeps, isChanged, touched },
    {
      now: NOW,
      leaseMs: LEASE_MS,
      eventIds: [uuid(7), uuid(8)],
      earliest: 0,
      severityOf: ({ id }) => severities[id] as Severity,
      ...context,
    },
  );
}

const HELD = { isHeldByEarlierAttempt: true, isHeldElsewhere: false };
const HELD_ELSEWHERE = { isHeldByEarlierAttempt: false, isHeldElsewhere: true };
const NOT_HELD = { isHeldByEarlierAttempt: false, isHeldElsewhere: false };

describe('a finding that was closed', () => {
  const closing = { state: 'DONE', at: 5 } as const;
  const closed = (id: string, start: number): Sweep =>
    sweepOf(id, start, start + 30, { notification: sent('low'), closing });

  it('is to be closed again once a rise is notified; others stay closed', () => {
    const { sweeps } = plan([closed('known', 100), closed('other', 500)], { known: 'high' });

    expect(sweeps.map(({ id, ...sweep }) => [id, sweep.closing])).toEqual([
      ['known', undefined],
      ['other', closing],
    ]);
    expect(sweeps[0]).not.toHaveProperty('closing');
  });

  it('stays closed while there is nothing to tell of', () => {
    const { sweeps } = plan([closed('known', 100)], { known: 'low' });

    expect(sweeps[0]?.closing).toEqual(closing);
  });
});

describe('planNotifications', () => {
  describe('claims', () => {
    it.each<[string, NotificationState, Severity, PendingNotification]>([
      ['the sweep just opened', NONE, 'medium', ours()],
      [
        'one that needs no notification',
        NONE,
        'informational',
        ours({ severity: 'informational' }),
      ],
      [
        'a severity above the notified one',
        sent('low'),
        'medium',
        ours({ notified: notifiedSeverity('low') }),
      ],
      [
        'one far above',
        sent('informational'),
        'critical',
        ours({ severity: 'critical', notified: notifiedSeverity('informational') }),
      ],
      ['a lease that is over', pending({ leaseUntil: NOW - 1 }), 'medium', ours()],
      ['a lease that ends now', pending({ leaseUntil: NOW }), 'medium', ours()],
      [
        'a lease of our own that is over',
        pending({ claimedBy: uuid(7), leaseUntil: NOW }),
        'medium',
        ours(),
      ],
      [
        'a lease that is over, with what was notified before',
        pending({ leaseUntil: NOW, notified: notifiedSeverity('low') }),
        'medium',
        ours({ notified: notifiedSeverity('low') }),
      ],
      [
        'a lease that is over, of what is now more severe',
        pending({ leaseUntil: NOW }),
        'high',
        ours({ severity: 'high' }),
      ],
      [
        'a lease that is over, as severe as it was raised to',
        pending({ leaseUntil: NOW, severity: 'high', sweepId: 'raised' }),
        'medium',
        ours({ severity: 'high', sweepId: 'raised' }),
      ],
      [
        'a lease that is over, for the sweep at hand where others are as severe',
        pending({ leaseUntil: NOW, sweepId: 'raised' }),
        'medium',
        ours(),
      ],
    ])('%s', (_case, notification, severity, claimed) => {
      expect(plan([known(notification)], { known: severity })).toEqual({
        sweeps: [known(claimed)],
        isChanged: true,
        claims: [{ headId: 'known', notification: claimed }],
        ...NOT_HELD,
      });
    });

    it('a sweep whose head is forgotten for itself', () => {
      const { claims } = plan([repeat()], { repeat: 'low' });

      expect(claims).toEqual([
        { headId: 'repeat', notification: ours({ severity: 'low', sweepId: 'repeat' }) },
      ]);
    });

    it('the first notification of each of several sweeps', () => {
      const other = sweepOf('other', 200, 230, { notification: NONE });

      const { claims } = plan([known(NONE), other], { known: 'low', other: 'high' });

      expect(claims.map(({ headId, notification }) => [headId, notification.severity])).toEqual([
        ['known', 'low'],
        ['other', 'high'],
      ]);
    });
  });

  describe('leaves', () => {
    it.each<[string, NotificationState, Severity, object]>([
      ['what was notified as it is', sent('medium'), 'medium', NOT_HELD],
      ['what was notified of a higher severity', sent('high'), 'low', NOT_HELD],
      ['a live lease to the handling of another call', pending(), 'medium', HELD_ELSEWHERE],
      ['a live lease of a higher severity', pending({ severity: 'high' }), 'low', HELD_ELSEWHERE],
      ['a live lease of the first of our calls', pending({ claimedBy: uuid(7) }), 'medium', HELD],
      ['a live lease of another of our calls', pending({ claimedBy: uuid(8) }), 'medium', HELD],
    ])('%s', (_case, notification, severity, held) => {
      const sweeps = [known(notification)];

      const planned = plan(sweeps, { known: severity });

      expect(planned).toEqual({ sweeps, isChanged: false, claims: [], ...held });
      expect(planned.sweeps).toBe(sweeps);
    });

    it.each([
      ['another', uuid(1), HELD_ELSEWHERE],
      ['an earlier attempt', uuid(8), HELD],
    ])('a severity that is higher with the live lease of %s', (_case, claimedBy, held) => {
      const claim = pending({ claimedBy, notified: notifiedSeverity('low') });

      expect(plan([known(claim)], { known: 'high' })).toEqual({
        sweeps: [known({ ...claim, severity: 'high' })],
        isChanged: true,
        claims: [],
        ...held,
      });
    });

    it('alone the expired lease of a sweep that is not touched', () => {
      const dead = sweepOf('dead', 0, 30);

      const { sweeps, claims } = plan([dead, known(NONE)], { known: 'low' });

      expect(sweeps[0]).toEqual(dead);
      expect(claims.map(({ headId }) => headId)).toEqual(['known']);
    });
  });

  describe('with repeats', () => {
    const raised = { severity: 'high', sweepId: 'repeat' } as const;

    it.each<[string, NotificationState, Severity, NotificationState, object]>([
      [
        'claims nothing for one as severe as the notified one',
        sent('medium'),
        'medium',
        sent('medium'),
        NOT_HELD,
      ],
      [
        'claims one that is more severe under the head',
        sent('low'),
        'high',
        ours({ ...raised, notified: notifiedSeverity('low') }),
        NOT_HELD,
      ],
      [
        'leaves one that is more severe with the claim on the head',
        pending(),
        'high',
        pending(raised),
        HELD_ELSEWHERE,
      ],
      [
        'leaves one that is as severe to the claim on the head',
        pending(),
        'medium',
        pending(),
        HELD_ELSEWHERE,
      ],
      [
        'waits for the claim of an earlier attempt on the head',
        pending({ claimedBy: uuid(7) }),
        'low',
        pending({ claimedBy: uuid(7) }),
        HELD,
      ],
      [
        'takes over the head when its lease is over',
        pending({ leaseUntil: NOW }),
        'high',
        ours(raised),
        NOT_HELD,
      ],
    ])('%s', (_case, notification, severity, expected, held) => {
      const planned = plan([known(notification), repeat()], { repeat: severity });

      expect(planned.sweeps).toEqual([known(expected), repeat()]);
      expect(planned.claims).toEqual(
        expected.state === 'PENDING' && expected.claimedBy === uuid(7) && held === NOT_HELD
          ? [{ headId: 'known', notification: expected }]
          : [],
      );
      expect(planned).toMatchObject(held);
    });

    it('claims for the sweep that absorbed the head', () => {
      const older = sweepOf('older', 0, 130, {
        absorbedIds: ['known'],
        notification: sent('low'),
      });

      const { claims } = plan([older, repeat()], { repeat: 'high' });

      expect(claims).toEqual([
        { headId: 'older', notification: ours({ ...raised, notified: notifiedSeverity('low') }) },
      ]);
    });

    it.each<[string, Record<string, Severity>, Pick<PendingNotification, 'severity' | 'sweepId'>]>([
      ['the repeat', { known: 'low', repeat: 'high', second: 'medium' }, raised],
      [
        'the head',
        { known: 'high', repeat: 'high', second: 'low' },
        { severity: 'high', sweepId: 'known' },
      ],
      [
        'the second repeat',
        { known: 'low', repeat: 'medium', second: 'critical' },
        { severity: 'critical', sweepId: 'second' },
      ],
    ])('claims a head once, for the most severe of its sweeps: %s', (_case, severities, worth) => {
      const { claims } = plan([known(NONE), repeat(), repeat('second', 300)], severities);

      expect(claims).toEqual([{ headId: 'known', notification: ours(worth) }]);
    });
  });

  it('claims some and is held up by others at once', () => {
    const other = sweepOf('other', 200, 230, { notification: NONE });
    const third = sweepOf('third', 300, 330, { notification: pending() });

    const { claims, ...held } = plan([known(pending({ claimedBy: uuid(8) })), other, third], {
      known: 'low',
      other: 'low',
      third: 'low',
    });

    expect(claims.map(({ headId }) => headId)).toEqual(['other']);
    expect(held).toMatchObject({ isHeldByEarlierAttempt: true, isHeldElsewhere: true });
  });

  describe('forgets', () => {
    const old = sweepOf('old', 0, 30);

    it('sweeps that ended before the earliest second, whenever the list changes', () => {
      const claiming = plan([old, known(NONE)], { known: 'low' }, { earliest: 31 });
      const entered = plan(
        [old, known(sent('low'))],
        { known: 'low' },
        { earliest: 31, isChanged: true },
      );

      expect(claiming.sweeps.map(({ id }) => id)).toEqual(['known']);
      expect(entered.sweeps.map(({ id }) => id)).toEqual(['known']);
      expect(entered.isChanged).toBe(true);
    });

    it('nothing where the list does not change', () => {
      const { sweeps, isChanged } = plan(
        [old, known(sent('low'))],
        { known: 'low' },
        { earliest: 31 },
      );

      expect(sweeps.map(({ id }) => id)).toEqual(['old', 'known']);
      expect(isChanged).toBe(false);
    });

    it('no sweep that is touched, nor the head of one', () => {
      const { sweeps } = plan(
        [old, known(sent('low')), repeat()],
        { repeat: 'high' },
        { earliest: 5000 },
      );

      expect(sweeps.map(({ id }) => id)).toEqual(['known', 'repeat']);
    });
  });
});

describe('markNotified', () => {
  const claim = (notification: PendingNotification) => ({ headId: 'known', notification });
  const mark = (sweeps: readonly Sweep[], published: PendingNotification, severity: Severity) =>
    markNotified(sweeps, claim(published), notifiedSeverity(severity), {
      now: NOW + 500,
      leaseMs: LEASE_MS,
    });

  it.each<[string, NotificationState, PendingNotification, Severity, Severity]>([
    ['the claim that was published', ours(), ours(), 'medium', 'medium'],
    [
      'one that turned out less severe',
      ours({ severity: 'high' }),
      ours({ severity: 'high' }),
      'low',
      'low',
    ],
    [
      'one that turned out as severe as others raised it to',
      ours({ severity: 'high' }),
      ours(),
      'high',
      'high',
    ],
    ['one that another took over without raising it', pending(), ours(), 'medium', 'medium'],
    [
      'one of which another, who took it over, has notified less',
      sent('low'),
      ours(),
      'medium',
      'medium',
    ],
  ])('notes %s', (_case, current, published, notified, expected) => {
    const other = sweepOf('other', 200, 230);

    expect(mark([known(current), other], published, notified)).toEqual({
      sweeps: [known(sent(expected)), other],
      isChanged: true,
    });
  });

  it.each<[string, readonly Sweep[]]>([
    [
      'of a sweep that was absorbed meanwhile',
      [sweepOf('older', 90, 130, { absorbedIds: ['known'] })],
    ],
    ['where another, who took it over, has notified as much', [known(sent('medium'))]],
    ['where another, who took it over, has notified more', [known(sent('critical'))]],
  ])('notes nothing %s', (_case, sweeps) => {
    const marked = mark(sweeps, ours(), 'medium');

    expect(marked).toEqual({ sweeps, isChanged: false });
    expect(marked.sweeps).toBe(sweeps);
  });

  it('claims again what was raised meanwhile, for the sweep that raised it', () => {
    const raised = ours({ severity: 'high', sweepId: 'repeat' });
    const next = {
      ...raised,
      notified: notifiedSeverity('medium'),
      leaseUntil: NOW + 500 + LEASE_MS,
    };

    expect(mark([known(raised)], ours(), 'medium')).toEqual({
      sweeps: [known(next)],
      isChanged: true,
      next,
    });
  });

  it.each([
    ['another', pending({ severity: 'high' })],
    [
      'another whose lease ends in the same moment',
      pending({ severity: 'high', leaseUntil: NOW + LEASE_MS }),
    ],
    ['a later attempt of ours', ours({ severity: 'high', leaseUntil: NOW + LEASE_MS + 400 })],
  ])('leaves what was raised to %s, who took the claim over', (_case, raised) => {
    expect(mark([known(raised)], ours(), 'medium')).toEqual({
      sweeps: [known({ ...raised, notified: notifiedSeverity('medium') })],
      isChanged: true,
    });
  });
});
