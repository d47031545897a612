import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Interval } from '../../src/detection/model';
import {
  findingId,
  headOf,
  MAX_SWEEPS,
  mergeInterval,
  pruneSweeps,
  repeatsOf,
  type Sweep,
  sweepWithId,
  withClosing,
  withNotification,
} from '../../src/detection/sweep';
import { ALICE_ARN } from '../support/calls';
import { SENT, sweepOf } from '../support/sweeps';

const KEY = `arn:${ALICE_ARN}`;
const SECOND = Date.UTC(2023, 7, 8, 6, 32, 42) / 1000;

describe('findingId', () => {
  it('names the rule, the beginning of the window bucket and the principal', () => {
    expect(findingId('describe-instances', KEY, SECOND, 30, sha256Digest)).toBe(
      `describe-instances-20230808T063230Z-${sha256Digest(KEY).slice(0, 16)}`,
    );
  });

  it.each([
    ['the first second of the bucket', SECOND - 12, true],
    ['the last second of the bucket', SECOND + 17, true],
    ['the bucket before', SECOND - 13, false],
    ['the bucket after', SECOND + 18, false],
  ])('for a sweep that begins in %s is the same: %s', (_case, start, isSame) => {
    const id = findingId('describe-instances', KEY, SECOND, 30, sha256Digest);

    expect(findingId('describe-instances', KEY, start, 30, sha256Digest) === id).toBe(isSame);
  });

  it('differs by rule and by principal', () => {
    const ids = [
      findingId('describe-instances', KEY, SECOND, 30, sha256Digest),
      findingId('get-service-quota', KEY, SECOND, 30, sha256Digest),
      findingId('describe-instances', `${KEY}2`, SECOND, 30, sha256Digest),
    ];

    expect(new Set(ids).size).toBe(3);
  });
});

describe('mergeInterval', () => {
  const NOW = 300;
  const opened = (interval: Interval): Sweep => sweepOf('new', interval.start, interval.end);
  const merge = (sweeps: readonly Sweep[], start: number, end: number) =>
    mergeInterval(sweeps, { start, end }, NOW, opened);
  /** Opened later, though it begins earlier. */
  const younger = sweepOf('younger', 0, 30, { openedAt: 200, absorbedIds: ['x', 'y'] });
  const older = sweepOf('older', 40, 70, {
    openedAt: 100,
    absorbedIds: ['w'],
    notification: SENT,
  });

  it('opens a sweep in an empty list', () => {
    expect(merge([], 0, 30)).toEqual({
      sweeps: [sweepOf('new', 0, 30)],
      sweep: sweepOf('new', 0, 30),
    });
  });

  it.each<[string, number, number, string[]]>([
    ['that touches the end of one', 70, 100, ['younger', 'older', 'new']],
    ['that fits between two', 30, 40, ['younger', 'new', 'older']],
    ['that is after all', 900, 930, ['younger', 'older', 'new']],
  ])('opens a sweep for an interval %s, and keeps the list by start', (_case, start, end, ids) => {
    const { sweeps, sweep } = merge([younger, older], start, end);

    expect(sweep.id).toBe('new');
    expect(sweeps.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['equals it', 40, 70],
    ['begins with it', 40, 60],
    ['ends with it', 50, 70],
    ['is inside it', 45, 65],
  ])('gives back the list itself when a sweep holds an interval that %s', (_case, start, end) => {
    const sweeps = [younger, older];

    const merged = merge(sweeps, start, end);

    expect(merged.sweeps).toBe(sweeps);
    expect(merged.sweep).toBe(older);
  });

  it.each([
    ['forward', 41, 71, 40, 71],
    ['backward', 39, 69, 39, 70],
    ['both ways', 35, 90, 35, 90],
    ['by one shared second', 69, 99, 40, 99],
  ])('extends a sweep %s and keeps all else of it', (_case, start, end, newStart, newEnd) => {
    const { sweeps, sweep } = merge([younger, older], start, end);

    expect(sweep).toEqual({ ...older, start: newStart, end: newEnd, changedAt: NOW });
    expect(sweeps).toEqual([younger, sweep]);
  });

  it('joins two sweeps under the one opened first, with its notification', () => {
    const absorbedIds = ['w', 'younger', 'x', 'y'];
    const joined = { ...older, start: 0, end: 70, changedAt: NOW, absorbedIds };

    expect(merge([younger, older], 29, 59)).toEqual({ sweeps: [joined], sweep: joined });
  });

  it('joins two sweeps opened in one moment under the one that begins first', () => {
    const twin = { ...younger, openedAt: older.openedAt };

    expect(merge([twin, older], 29, 59).sweep).toMatchObject({
      id: 'younger',
      absorbedIds: ['x', 'y', 'older', 'w'],
    });
    expect(merge([older, twin], 29, 59).sweep.id).toBe('younger');
  });

  it.each([
    ['opened before', 50],
    ['opened in the same moment as', 200],
  ])('joins a repeat under a sweep that is none, though it was %s that', (_case, openedAt) => {
    const repeat = sweepOf('repeat', -20, 10, {
      openedAt,
      notification: { state: 'REPEAT', of: 'another' },
    });

    expect(merge([repeat, younger], 5, 35).sweep).toMatchObject({
      id: 'younger',
      start: -20,
      notification: younger.notification,
      absorbedIds: ['x', 'y', 'repeat'],
    });
  });

  it('joins two repeats under the one opened first', () => {
    const notification = { state: 'REPEAT', of: 'head' } as const;
    const merged = merge(
      [
        { ...younger, notification },
        { ...older, notification },
      ],
      29,
      59,
    );

    expect(merged.sweep).toMatchObject({ id: 'older', notification });
  });

  it('joins any number of sweeps, and reaches as far as the furthest of them', () => {
    const third = sweepOf('third', 75, 130, { openedAt: 300 });
    const apart = sweepOf('apart', 200, 230, { openedAt: 50 });

    const { sweeps, sweep } = merge([younger, older, third, apart], 20, 100);

    expect(sweep).toMatchObject({ id: 'older', start: 0, end: 130 });
    expect(sweep.absorbedIds).toEqual(['w', 'younger', 'x', 'y', 'third']);
    expect(sweeps).toEqual([sweep, apart]);
  });

  it('joins sweeps that overlap though one of them holds the interval', () => {
    const inside = sweepOf('inside', 50, 60, { openedAt: 300 });

    expect(merge([older, inside], 52, 58).sweep).toMatchObject({
      id: 'older',
      start: 40,
      end: 70,
      absorbedIds: ['w', 'inside'],
    });
  });

  it('puts a sweep that reaches back before another in its place', () => {
    const early = sweepOf('early', 100, 130);
    const late = sweepOf('late', 150, 180);

    const { sweeps } = merge([early, late, older], 20, 50);

    expect(sweeps.map(({ start }) => start)).toEqual([20, 100, 150]);
  });

  it('leaves the list it is given as it is', () => {
    const sweeps = [older, younger];

    merge(sweeps, 29, 59);
    merge(sweeps, 900, 930);

    expect(sweeps).toEqual([older, younger]);
  });
});

describe('withNotification', () => {
  const sweeps = [sweepOf('a', 0, 30), sweepOf('b', 40, 70)];

  it('replaces the notification of one sweep', () => {
    expect(withNotification(sweeps, 'b', SENT)).toEqual([
      sweeps[0],
      { ...sweeps[1], notification: SENT },
    ]);
  });

  it('changes nothing for an id that is not there', () => {
    expect(withNotification(sweeps, 'c', SENT)).toEqual(sweeps);
  });
});

describe('withClosing', () => {
  const closing = { state: 'DONE', at: 5 } as const;
  const sweeps = [
    sweepOf('a', 0, 30),
    sweepOf('b', 40, 70, { closing: { state: 'PENDING', leaseUntil: 4 } }),
  ];

  it('replaces the closing of one sweep', () => {
    expect(withClosing(sweeps, 'b', closing)).toEqual([sweeps[0], { ...sweeps[1], closing }]);
  });

  it('closes a sweep that was open', () => {
    expect(withClosing(sweeps, 'a', closing)).toEqual([{ ...sweeps[0], closing }, sweeps[1]]);
  });

  it('changes nothing for an id that is not there', () => {
    expect(withClosing(sweeps, 'c', closing)).toEqual(sweeps);
  });
});

describe('repeatsOf', () => {
  const repeating = (id: string, of: string) =>
    sweepOf(id, 80, 110, { notification: { state: 'REPEAT', of } });
  const head = sweepOf('head', 0, 30, { absorbedIds: ['absorbed'] });
  const other = sweepOf('other', 500, 530);
  const sweeps = [
    head,
    repeating('first', 'head'),
    repeating('second', 'absorbed'),
    other,
    repeating('of-other', 'other'),
    repeating('lost', 'forgotten'),
  ];

  it.each<[string, Sweep, string[]]>([
    ['it, or one that it absorbed', head, ['first', 'second']],
    ['it, where others repeat others', other, ['of-other']],
    ['it, not itself', sweeps[5] as Sweep, []],
  ])('are the sweeps that repeat %s', (_case, sweep, expected) => {
    expect(repeatsOf(sweeps, sweep).map(({ id }) => id)).toEqual(expected);
  });
});

describe('headOf', () => {
  const repeatOf = (of: string) =>
    sweepOf('repeat', 80, 110, { notification: { state: 'REPEAT', of } });
  const head = sweepOf('head', 0, 30, { absorbedIds: ['absorbed'] });

  it.each<[string, Sweep, string]>([
    ['a sweep that repeats none', head, 'head'],
    ['the sweep that one repeats', repeatOf('head'), 'head'],
    ['the sweep that absorbed the one that it repeats', repeatOf('absorbed'), 'head'],
    ['a repeat whose head is not there', repeatOf('forgotten'), 'repeat'],
  ])('is %s', (_case, sweep, expected) => {
    expect(headOf([head, sweep], sweep).id).toBe(expected);
  });
});

describe('sweepWithId', () => {
  const sweeps = [sweepOf('a', 0, 30), sweepOf('b', 40, 70, { absorbedIds: ['c', 'd'] })];

  it.each([
    ['a', 'a'],
    ['b', 'b'],
    ['d', 'b'],
    ['e', undefined],
  ])('finds for %s the sweep %s', (id, expected) => {
    expect(sweepWithId(sweeps, id)?.id).toBe(expected);
  });
});

describe('pruneSweeps', () => {
  const ids = (sweeps: readonly Sweep[]) => sweeps.map(({ id }) => id);
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => sweepOf(`s${index}`, index * 40, index * 40 + 30));

  it.each([
    [29, ['a', 'b']],
    [30, ['a', 'b']],
    [31, ['b']],
    [70, ['b']],
    [71, []],
  ])('drops the sweeps that ended before second %d', (earliest, expected) => {
    const sweeps = [sweepOf('a', 0, 30), sweepOf('b', 40, 70)];

    expect(ids(pruneSweeps(sweeps, earliest, new Set()))).toEqual(expected);
  });

  it.each([
    [99, ['late']],
    [100, ['late']],
    [101, []],
  ])('keeps for as long what was opened late, before second %d', (earliest, expected) => {
    const sweeps = [sweepOf('late', 0, 30, { openedAt: 100_000 })];

    expect(ids(pruneSweeps(sweeps, earliest, new Set()))).toEqual(expected);
  });

  it('keeps as many sweeps as a ledger may hold', () => {
    expect(pruneSweeps(many(MAX_SWEEPS), 0, new Set())).toHaveLength(MAX_SWEEPS);
  });

  it('drops the first beyond that', () => {
    const pruned = ids(pruneSweeps(many(MAX_SWEEPS + 2), 0, new Set()));

    expect(pruned).toHaveLength(MAX_SWEEPS);
    expect(pruned[0]).toBe('s2');
  });

  const repeating = (of: string, sweep: Sweep): Sweep => ({
    ...sweep,
    notification: { state: 'REPEAT', of },
  });

  it('keeps a sweep that a kept one repeats, however old and however many there are', () => {
    const sweeps = many(MAX_SWEEPS + 2);
    const last = sweeps.at(-1) as Sweep;

    const byNumber = pruneSweeps([...sweeps.slice(0, -1), repeating('s0', last)], 0, new Set());
    const byAge = pruneSweeps(
      [sweepOf('head', 0, 30), repeating('head', sweepOf('repeat', 40, 70))],
      70,
      new Set(),
    );

    expect(ids(byNumber)).toHaveLength(MAX_SWEEPS + 1);
    expect(ids(byNumber).slice(0, 2)).toEqual(['s0', 's2']);
    expect(ids(byAge)).toEqual(['head', 'repeat']);
  });

  it('keeps under another id a sweep that a kept one repeats', () => {
    const sweeps = [
      sweepOf('older', 0, 30, { absorbedIds: ['head'] }),
      repeating('head', sweepOf('repeat', 40, 70)),
    ];

    expect(ids(pruneSweeps(sweeps, 70, new Set()))).toEqual(['older', 'repeat']);
  });

  it('drops a sweep that only dropped ones repeat', () => {
    const sweeps = [
      sweepOf('head', 0, 30),
      repeating('head', sweepOf('repeat', 40, 70)),
      sweepOf('kept', 80, 110),
    ];

    expect(ids(pruneSweeps(sweeps, 100, new Set()))).toEqual(['kept']);
  });

  it('keeps what is being worked on, however old and however many there are', () => {
    const pruned = ids(pruneSweeps(many(MAX_SWEEPS + 2), 1_000_000, new Set(['s0', 's50'])));

    expect(pruned).toEqual(['s0', 's50']);
  });
});
