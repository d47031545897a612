import { RecentMap } from '../../src/detection/recent-map';

describe('a map with a maximum size', () => {
  it('returns the value that was set last', () => {
    const map = new RecentMap<string, number>(2);

    map.set('a', 1).set('a', 2);

    expect([...map]).toEqual([['a', 2]]);
  });

  it('forgets the entry that was set longest ago', () => {
    const map = new RecentMap<string, number>(2);

    map.set('a', 1).set('b', 2).set('a', 3).set('c', 4);

    expect([...map]).toEqual([
      ['a', 3],
      ['c', 4],
    ]);
  });
});
