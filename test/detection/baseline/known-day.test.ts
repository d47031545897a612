import {
  additionsOf,
  isFull,
  type KnownDay,
  MAX_DAY_ADDRESSES,
  MAX_DAY_REGIONS,
  withAdditions,
} from '../../../src/detection/baseline/known-day';
import type { Lesson } from '../../../src/detection/baseline/lesson';

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

function known(regions: readonly string[], addresses: readonly string[] = []): KnownDay {
  return { regions: new Set(regions), addresses: new Set(addresses) };
}

function lesson(regions: readonly string[], addresses: readonly string[] = []): Lesson {
  return { subject: { account: '1', key: 'k' }, day: 20_500, regions, addresses };
}

const LAST_REGION = numbered('r', MAX_DAY_REGIONS - 1);
const LAST_ADDRESS = numbered('a', MAX_DAY_ADDRESSES - 1);

describe('additionsOf', () => {
  it.each<[string, Lesson, KnownDay, string[], string[]]>([
    ['all of a first lesson', lesson(['a', 'b'], ['x']), known([]), ['a', 'b'], ['x']],
    [
      'what is new alone, in the order of the lesson',
      lesson(['c', 'a', 'b'], ['y', 'x']),
      known(['a'], ['x']),
      ['c', 'b'],
      ['y'],
    ],
    [
      'a region from an address that is known',
      lesson(['b'], ['x']),
      known(['a'], ['x']),
      ['b'],
      [],
    ],
    ['nothing without a new region', lesson(['a'], ['y']), known(['a'], ['x']), [], []],
    ['as many regions as a day holds', lesson(['x', 'y'], []), known(LAST_REGION), ['x'], []],
    [
      'as many addresses as a day holds',
      lesson(['a'], ['x', 'y']),
      known([], LAST_ADDRESS),
      ['a'],
      ['x'],
    ],
    [
      'no address to a day that holds its addresses',
      lesson(['a'], ['x', 'y']),
      known([], [...LAST_ADDRESS, 'last']),
      ['a'],
      [],
    ],
    [
      'nothing to a day that holds its regions',
      lesson(['x', 'y'], ['z']),
      known([...LAST_REGION, 'last']),
      [],
      [],
    ],
    [
      'nothing to a day that holds more than it may, as after two writes at once',
      lesson(['x', 'y', 'z'], []),
      known([...LAST_REGION, 'last', 'one more']),
      [],
      [],
    ],
  ])('are %s', (_case, taught, day, regions, addresses) => {
    expect(additionsOf(taught, day)).toEqual({ regions, addresses });
  });
});

describe('withAdditions', () => {
  it('is what was known and what is added, each once', () => {
    const day = known(['a'], ['x']);

    expect(withAdditions(day, { regions: ['a', 'b'], addresses: ['y'] })).toEqual(
      known(['a', 'b'], ['x', 'y']),
    );
    expect(day).toEqual(known(['a'], ['x']));
  });
});

describe('isFull', () => {
  it.each([
    ['has room for one region', LAST_REGION, false],
    ['has none', [...LAST_REGION, 'last'], true],
    ['holds more than it may', [...LAST_REGION, 'last', 'one more'], true],
  ])('of a day that %s', (_case, regions, expected) => {
    expect(isFull(known(regions, LAST_ADDRESS))).toBe(expected);
  });
});
