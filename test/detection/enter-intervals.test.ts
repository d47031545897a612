import { type EntryContext, enterIntervals } from '../../src/detection/enter-intervals';
import type { Interval } from '../../src/detection/model';
import type { NotificationState, Sweep } from '../../src/detection/sweep';
import { SENT, sweepOf } from '../support/sweeps';

const NOW = 1_000_000;
const RENOTIFY_MS = 60_000;

function enter(
  sweeps: readonly Sweep[],
  intervals: readonly Interval[],
  overrides: Partial<EntryContext> = {},
) {
  return enterIntervals(sweeps, intervals, {
    now: NOW,
    renotifyMs: RENOTIFY_MS,
    idOf: ({ start }) => `at-${start}`,
    ...overrides,
  });
}

/** A sweep opened just now. */
const openedAt = (start: number, notification: NotificationState): Sweep =>
  sweepOf(`at-${start}`, start, start + 30, { openedAt: NOW, changedAt: NOW, notification });

const NONE = { state: 'NONE' } as const;
const known = sweepOf('known', 100, 130, { notification: SENT });

describe('enterIntervals', () => {
  it('opens a sweep without a notification', () => {
    const opened = openedAt(0, NONE);

    expect(enter([], [{ start: 0, end: 30 }])).toEqual({
      sweeps: [opened],
      isChanged: true,
      touched: [opened],
    });
  });

  it('extends a sweep and keeps what was notified', () => {
    const extended = { ...known, end: 150, changedAt: NOW };

    expect(enter([known], [{ start: 120, end: 150 }])).toEqual({
      sweeps: [extended],
      isChanged: true,
      touched: [extended],
    });
  });

  it('extends one sweep by several intervals, and names it once', () => {
    const extended = { ...known, start: 90, end: 155, changedAt: NOW };

    expect(
      enter(
        [known],
        [
          { start: 90, end: 120 },
          { start: 125, end: 155 },
        ],
      ),
    ).toEqual({ sweeps: [extended], isChanged: true, touched: [extended] });
  });

  it('joins two sweeps under the older id and says which it absorbed', () => {
    const older = sweepOf('older', 200, 230, { openedAt: 5, notification: SENT });
    const younger = sweepOf('younger', 150, 180, { openedAt: 6, notification: SENT });
    const joined = { ...older, start: 150, changedAt: NOW, absorbedIds: ['younger'] };

    expect(
      enter(
        [younger, older],
        [
          { start: 150, end: 180 },
          { start: 175, end: 205 },
        ],
      ),
    ).toEqual({ sweeps: [joined], isChanged: true, touched: [joined] });
  });

  it.each<[string, Interval[], string[]]>([
    ['no interval', [], []],
    ['an interval that a sweep holds', [{ start: 101, end: 129 }], ['known']],
    ['the interval of a sweep', [known], ['known']],
  ])('gives back the list itself for %s', (_case, intervals, touched) => {
    const sweeps = [sweepOf('other', 0, 30), known];

    const entered = enter(sweeps, intervals);

    expect(entered.sweeps).toBe(sweeps);
    expect(entered.isChanged).toBe(false);
    expect(entered.touched.map(({ id }) => id)).toEqual(touched);
  });

  it('names the sweeps that it touches alone, opened or known', () => {
    const { sweeps, touched } = enter(
      [sweepOf('other', 50, 80), known],
      [{ start: 0, end: 30 }, known],
    );

    expect(sweeps.map(({ id }) => id)).toEqual(['at-0', 'other', 'known']);
    expect(touched.map(({ id }) => id)).toEqual(['at-0', 'known']);
  });

  describe('repeats', () => {
    const head = (overrides: Partial<Sweep> = {}): Sweep =>
      sweepOf('head', 0, 30, { openedAt: NOW - 1000, ...overrides });
    const of = (id: string) => ({ state: 'REPEAT', of: id });
    const LATER = { start: 500, end: 530 };

    it.each<[string, Sweep[], object]>([
      ['that was opened a moment ago', [head()], of('head')],
      ['that was opened now', [head({ openedAt: NOW })], of('head')],
      ['that people were notified of', [head({ notification: SENT })], of('head')],
      ['that is later in event time', [{ ...head(), start: 900, end: 930 }], of('head')],
      ['opened just within the time', [head({ openedAt: NOW - RENOTIFY_MS + 1 })], of('head')],
      ['opened just before the time', [head({ openedAt: NOW - RENOTIFY_MS })], NONE],
      [
        'that changed within the time, and was opened before it',
        [head({ openedAt: NOW - RENOTIFY_MS, changedAt: NOW })],
        NONE,
      ],
      [
        'that was opened last of several',
        [head(), sweepOf('newer', 40, 70, { openedAt: NOW - 5 })],
        of('newer'),
      ],
      [
        'that a sweep opened later repeats',
        [
          head(),
          sweepOf('repeat', 40, 70, {
            openedAt: NOW - 5,
            notification: { state: 'REPEAT', of: 'head' },
          }),
        ],
        of('head'),
      ],
      [
        'that only a repeat of is within the time',
        [
          head({ openedAt: NOW - RENOTIFY_MS }),
          sweepOf('repeat', 40, 70, {
            openedAt: NOW - 5,
            notification: { state: 'REPEAT', of: 'head' },
          }),
        ],
        NONE,
      ],
    ])('follow a sweep %s', (_case, sweeps, expected) => {
      const { touched } = enter(sweeps, [LATER]);

      expect(touched.map(({ notification }) => notification)).toEqual([expected]);
    });

    it('follow the first sweep of those that are opened together', () => {
      const { sweeps } = enter([], [{ start: 0, end: 30 }, LATER]);

      expect(sweeps.map(({ notification }) => notification)).toEqual([NONE, of('at-0')]);
    });

    it('are none where every sweep sends a notification', () => {
      const { sweeps } = enter([head({ openedAt: NOW })], [{ start: 40, end: 70 }, LATER], {
        renotifyMs: 0,
      });

      expect(sweeps.slice(1).map(({ notification }) => notification)).toEqual([NONE, NONE]);
    });
  });
});
