import fc from 'fast-check';
import { regionInTurn } from '../../../lambda/heartbeat/region-in-turn';

/** Up to forty distinct regions, of which there is at least one. */
const REGIONS = fc
  .integer({ min: 1, max: 40 })
  .map(
    (count) =>
      Array.from({ length: count }, (_, index) => `region-${index}`) as [string, ...string[]],
  );
const SECONDS = fc.integer({ min: 1, max: 7200 });
/** Milliseconds since the epoch, until the year 2100. */
const NOW = fc.nat({ max: 4_102_444_800_000 });

describe('regionInTurn', () => {
  it('gives every region its turn exactly once in any stretch of one invocation each', () => {
    fc.assert(
      fc.property(REGIONS, SECONDS, NOW, (regions, seconds, now) => {
        const turns = regions.map((_, index) =>
          regionInTurn(regions, seconds, now + index * seconds * 1000),
        );

        expect([...turns].sort()).toEqual([...regions].sort());
      }),
    );
  });

  it('never gives the turn to more than two regions within the seconds of one', () => {
    fc.assert(
      fc.property(
        REGIONS,
        SECONDS,
        NOW,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
        (regions, seconds, now, moments) => {
          const turns = moments.map((moment) =>
            regionInTurn(regions, seconds, now + moment * (seconds * 1000 - 1)),
          );

          expect(new Set(turns).size).toBeLessThanOrEqual(2);
        },
      ),
    );
  });

  it.each([
    [0, 'a'],
    [59_999, 'a'],
    [60_000, 'b'],
    [179_999, 'c'],
    [180_000, 'a'],
  ])('goes by the time alone: at millisecond %d it is %s', (now, region) => {
    expect(regionInTurn(['a', 'b', 'c'], 60, now)).toBe(region);
  });
});
