import fc from 'fast-check';
import { WindowCounter } from '../../src/detection/window-counter';

describe('the window counter', () => {
  it('counts a region until its last call leaves', () => {
    const counter = new WindowCounter();
    for (const [second, region] of ['a', 'b', 'a', 'a'].entries()) {
      counter.add({ second, region });
    }
    const counts = [1, 2, 3, 4].map(() => {
      counter.removeOldest();
      return [counter.calls, counter.regions, counter.oldest?.second];
    });

    expect(counts).toEqual([
      [3, 2, 1],
      [2, 1, 2],
      [1, 1, 3],
      [0, 0, undefined],
    ]);
  });

  it('counts what entered and has not left, in whatever order calls enter and leave', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd')), { maxLength: 60 }),
        (steps) => {
          const counter = new WindowCounter();
          const held: { second: number; region: string }[] = [];
          steps.forEach((region, second) => {
            if (region !== null) {
              counter.add({ second, region });
              held.push({ second, region });
            } else if (held.length > 0) {
              counter.removeOldest();
              held.shift();
            }
            expect(counter.oldest).toEqual(held[0]);
            expect(counter.calls).toBe(held.length);
            expect(counter.regions).toBe(new Set(held.map((call) => call.region)).size);
          });
        },
      ),
    );
  });
});
