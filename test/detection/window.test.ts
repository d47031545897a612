import {
  type Interval,
  type Thresholds,
  type TrackedCall,
  WINDOWINGS,
} from '../../src/detection/model';
import {
  bucketOf,
  contains,
  countWindows,
  distinctCalls,
  overlap,
  qualifyingIntervals,
} from '../../src/detection/window';
import { uuid } from '../support/calls';
import { callsAt, manyCalls } from '../support/tracked-calls';

type Span = readonly [start: number, end: number];

/** What three regions and three calls within thirty seconds amount to, unless limits are given. */
function spansOf(
  windowing: Thresholds['windowing'],
  calls: readonly TrackedCall[],
  limits: Partial<Thresholds> = {},
): Span[] {
  const thresholds = { windowSeconds: 30, windowing, minRegions: 3, minCalls: 3, ...limits };
  return qualifyingIntervals(calls, thresholds).map(({ start, end }) => [start, end]);
}

function interval([start, end]: Span): Interval {
  return { start, end };
}

function span(start: number, end = start + 30): Span {
  return [start, end];
}

describe('bucketOf', () => {
  it.each([
    [0, 30, 0],
    [29, 30, 0],
    [30, 30, 1],
    [59, 30, 1],
    [60, 30, 2],
    [61, 60, 1],
    [7, 1, 7],
  ])('puts second %d into windows of %d s as number %d', (second, windowSeconds, expected) => {
    expect(bucketOf(second, windowSeconds)).toBe(expected);
  });
});

describe('overlap', () => {
  it.each<[string, Span, Span, boolean]>([
    ['the same span', [0, 30], [0, 30], true],
    ['spans that share one second', [0, 30], [29, 59], true],
    ['a span within another', [0, 90], [30, 60], true],
    ['spans that touch', [0, 30], [30, 60], false],
    ['spans apart', [0, 30], [31, 61], false],
  ])('decides for %s, either way round', (_case, a, b, expected) => {
    expect(overlap(interval(a), interval(b))).toBe(expected);
    expect(overlap(interval(b), interval(a))).toBe(expected);
  });
});

describe('contains', () => {
  it.each([
    [9, false],
    [10, true],
    [39, true],
    [40, false],
  ])('decides for second %d and [10, 40)', (second, expected) => {
    expect(contains({ start: 10, end: 40 }, second)).toBe(expected);
  });
});

describe('distinctCalls', () => {
  const call = (number: number, second: number, region = 'a'): TrackedCall => ({
    eventId: uuid(number),
    second,
    region,
  });

  it('sorts by time, then by event id', () => {
    const calls = [call(3, 5), call(1, 9), call(2, 5)];

    expect(distinctCalls(calls)).toEqual([call(2, 5), call(3, 5), call(1, 9)]);
  });

  it('keeps a call once', () => {
    expect(distinctCalls([call(1, 5), call(2, 6), call(1, 5)])).toEqual([call(1, 5), call(2, 6)]);
  });

  it.each<[string, TrackedCall, TrackedCall]>([
    ['the earlier', call(1, 4), call(1, 5)],
    ['the one whose region comes first', call(1, 5, 'a'), call(1, 5, 'b')],
  ])('keeps %s of two calls with one id, whatever their order', (_case, kept, dropped) => {
    expect(distinctCalls([kept, dropped])).toEqual([kept]);
    expect(distinctCalls([dropped, kept])).toEqual([kept]);
  });

  it('leaves the list it is given as it is', () => {
    const calls = [call(2, 9), call(1, 5)];

    distinctCalls(calls);

    expect(calls).toEqual([call(2, 9), call(1, 5)]);
  });
});

describe('qualifyingIntervals', () => {
  describe.each(WINDOWINGS)('under any windows: %s', (windowing) => {
    it.each<[string, string, Partial<Thresholds>, Span[]]>([
      ['nothing without calls', '', {}, []],
      ['nothing without calls where anything would do', '', { minRegions: 0, minCalls: 0 }, []],
      ['nothing one region short', '0a 0b 0b', {}, []],
      ['exactly the regions asked for', '0a 0b 0c', {}, [[0, 30]]],
      ['more regions than asked for', '0a 0b 0c 0d', {}, [[0, 30]]],
      ['nothing one call short', '0a 0b 0c', { minCalls: 4 }, []],
      ['exactly the calls asked for', '0a 0b 0c 0a', { minCalls: 4 }, [[0, 30]]],
      ['nothing where one region repeats', '0a 0a 0a 0a 0a', {}, []],
      ['a single call where one is enough', '0a', { minRegions: 1, minCalls: 1 }, [[0, 30]]],
      ['calls 29 s apart', '0a 0b 29c', {}, [[0, 30]]],
      ['nothing in calls 30 s apart', '0a 0b 30c', {}, []],
      ['windows of another length', '0a 30b 59c', { windowSeconds: 60 }, [[0, 60]]],
      ['two sweeps far apart', '900a 900b 900c 0a 0b 0c', {}, [span(0), span(900)]],
      ['sweeps that touch as two', '0a 0b 0c 30a 30b 30c', {}, [span(0), span(30)]],
    ])('finds %s', (_case, places, limits, expected) => {
      expect(spansOf(windowing, callsAt(places), limits)).toEqual(expected);
    });

    it('gives the same whatever the order of the calls and however often they are there', () => {
      const calls = callsAt('0a 0b 0c 31a 70a 70b 70c 95a 95b 95c');
      const expected = spansOf(windowing, calls);

      expect(expected).not.toEqual([]);
      expect(spansOf(windowing, [...calls].reverse())).toEqual(expected);
      expect(spansOf(windowing, [...calls, ...calls])).toEqual(expected);
    });

    it('counts a call with a known id once, in the region where it was first', () => {
      const calls = [...callsAt('0a 1b'), { eventId: uuid(2), second: 2, region: 'c' }];

      expect(spansOf(windowing, calls)).toEqual([]);
      expect(spansOf(windowing, calls, { minRegions: 2 })).toEqual([]);
      expect(spansOf(windowing, calls, { minRegions: 2, minCalls: 2 })).toEqual([[0, 30]]);
    });
  });

  it.each([
    [17, 4],
    [12, 14],
    [10, 18],
  ])(
    'finds %d regions two seconds apart wherever they begin; tumbling misses %d of 30',
    (count, missed) => {
      const limits = { minRegions: 10, minCalls: 10 };
      const trails = Array.from({ length: 30 }, (_, start) =>
        manyCalls(count).map((call, index) => ({ ...call, second: start + 2 * index })),
      );

      const found = (windowing: Thresholds['windowing']) =>
        trails.filter((calls) => spansOf(windowing, calls, limits).length > 0).length;

      expect(found('sliding')).toBe(30);
      expect(found('tumbling')).toBe(30 - missed);
    },
  );

  describe('under sliding windows', () => {
    it.each<[string, string, Partial<Thresholds>, Span[]]>([
      ['what a window edge cuts in two', '29a 30b 31c', {}, [[29, 59]]],
      ['a sweep after a call that is not of it', '0a 40a 40b 40c', {}, [[40, 70]]],
      ['a sweep before a call that is not of it', '0a 0b 0c 40a', {}, [[0, 30]]],
      ['a region still there when its first call has left', '0a 10b 20a 31c', {}, [[10, 40]]],
      ['nothing when a region has left and another repeats', '0a 31b 32c 33b', {}, []],
      ['nothing when a region has left with all its calls', '0a 1a 31b 32c 33b', {}, []],
      ['overlapping intervals as one', '0a 0b 0c 29a 29b 29c', {}, [[0, 59]]],
      [
        'a chain of overlapping intervals as one, however long',
        '0a 0b 0c 29a 29b 29c 58a 58b 58c 87a 87b 87c',
        {},
        [[0, 117]],
      ],
      [
        'a chain that breaks as two',
        '0a 0b 0c 29a 29b 29c 59a 59b 59c 88a 88b 88c',
        {},
        [span(0, 59), span(59, 118)],
      ],
      ['an end by the last interval, not the last call', '0a 0b 0c 29a 31b', {}, [[0, 30]]],
      ['only where calls are enough too', '0a 0b 0c 25a 29d 33e', { minCalls: 5 }, [[0, 30]]],
    ])('finds %s', (_case, places, limits, expected) => {
      expect(spansOf('sliding', callsAt(places), limits)).toEqual(expected);
    });
  });

  describe('under tumbling windows', () => {
    it.each<[string, string, Partial<Thresholds>, Span[]]>([
      ['nothing in what a window edge cuts in two', '29a 30b 31c', {}, []],
      ['a window by its edges, not by its calls', '44a 44b 44c', {}, [[30, 60]]],
      ['calls from the first to the last second of a window', '30a 45b 59c', {}, [[30, 60]]],
      ['windows side by side as two', '29a 29b 29c 30a 30b 30c', {}, [span(0), span(30)]],
      ['only the windows that reach both limits', '0a 0b 0c 30a 30b 60a 60a 60b', {}, [[0, 30]]],
    ])('finds %s', (_case, places, limits, expected) => {
      expect(spansOf('tumbling', callsAt(places), limits)).toEqual(expected);
    });
  });
});

describe('countWindows', () => {
  const calls = callsAt('0a 10b 29a 30c 95a');

  it('begins a sliding window at each call', () => {
    expect(countWindows(calls, 'sliding', 30)).toEqual([
      { start: 0, end: 30, first: 0, after: 3, regions: 2 },
      { start: 10, end: 40, first: 1, after: 4, regions: 3 },
      { start: 29, end: 59, first: 2, after: 4, regions: 2 },
      { start: 30, end: 60, first: 3, after: 4, regions: 1 },
      { start: 95, end: 125, first: 4, after: 5, regions: 1 },
    ]);
  });

  it('begins a tumbling window at multiples of its length, where there are calls', () => {
    expect(countWindows(calls, 'tumbling', 30)).toEqual([
      { start: 0, end: 30, first: 0, after: 3, regions: 2 },
      { start: 30, end: 60, first: 3, after: 4, regions: 1 },
      { start: 90, end: 120, first: 4, after: 5, regions: 1 },
    ]);
  });
});
