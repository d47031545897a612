import { simulateQueue } from '../../../tools/cost/simulate-queue';

describe('the queue of trail files', () => {
  it.each([
    ['stays empty where readers keep up with the peak', { peak: 1.5 }, 0, 0],
    [
      'holds an hour after an outage of one, and is empty once readers have caught up',
      { outage: 3600 },
      3600,
      3599,
    ],
    ['never gets empty where more comes than readers take', { filesPerSecond: 21 }, 8229, Infinity],
  ])('%s', (_, own, oldest, emptyAfter) => {
    const load = { filesPerSecond: 10, peak: 1, readers: 2, secondsPerFile: 0.1, ...own };

    expect(simulateQueue(load)).toEqual({ oldest, emptyAfter });
  });
});
