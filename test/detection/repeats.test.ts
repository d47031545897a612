import { countRepeats } from '../../src/detection/bucket';
import type { TrackedCall } from '../../src/detection/model';
import { callsAt } from '../support/tracked-calls';

const [A, B, C] = callsAt('0a 1b 2c') as [TrackedCall, TrackedCall, TrackedCall];

describe('countRepeats', () => {
  it.each<[string, TrackedCall[], TrackedCall[], TrackedCall[], number]>([
    ['nothing in an addition to an empty bucket', [], [A, B], [A, B], 0],
    ['nothing in an addition of nothing', [A], [], [], 0],
    ['every call that was held', [A, B], [B, A], [], 2],
    ['the calls that were held beside those that were not', [A], [A, B, C], [B, C], 1],
    ['the second of two equal calls', [], [A, A, B], [A, B], 1],
    ['both of two equal calls that were held', [A], [A, A], [], 2],
    ['no call that found no room, not even when it is there twice', [A], [B, B], [], 0],
    ['a call added although it was held', [A], [A, B], [A, B], 1],
    [
      'a call that was held with another region',
      [A],
      [{ ...A, region: 'b' }],
      [{ ...A, region: 'b' }],
      1,
    ],
  ])('counts %s', (_case, held, calls, added, expected) => {
    expect(countRepeats(held, calls, added)).toBe(expected);
  });
});
