import { releaseLog } from '../../support/captured-log';
import { cloudTrailRecord } from '../../support/detector-handler';
import { s3Event, trailFile, trailKey } from '../../support/trail-files';
import { CALLED_AT, failed, trailHandler } from '../../support/trail-handler';

/** A file with a part of a sweep. */
function part(first: number, count: number): Buffer {
  return trailFile(Array.from({ length: count }, (_, index) => cloudTrailRecord(first + index)));
}

const A = trailKey('a');

afterEach(releaseLog);

const WRITTEN_HOUR = CALLED_AT / 1000;

describe('the trail reader judges hours', () => {
  const place = { account: '111122223333', region: 'eu-west-1' };

  it('writes and logs what the latest hour shows', async () => {
    const { handle, sums, log } = trailHandler({
      objects: {},
      judgeHour: async () => ({
        hour: WRITTEN_HOUR,
        isNew: true,
        places: 40,
        silent: [place],
        missed: [],
        shares: new Map([['us-east-1', 0.667]]),
      }),
    });

    await handle();

    expect(sums()).toMatchObject({
      'SilentPlaces{service=regionsweep}': 1,
      'EventBridgeShare{region=us-east-1,service=regionsweep}': 67,
    });
    expect(log.entries()).toEqual([
      expect.objectContaining({
        message: 'Places not heard from',
        hour: '2026-01-31T12:00:00.000Z',
        silent: { count: 1, first: ['111122223333 eu-west-1'] },
        missedByEventBridge: { count: 0, first: [] },
      }),
    ]);
  });

  it('reads files even if the hour cannot be judged', async () => {
    const { handle, sums, log } = trailHandler({
      objects: { [A]: part(0, 3) },
      judgeHour: async () => {
        throw new Error('The table is gone.');
      },
    });

    expect(await handle(s3Event(A))).toEqual(failed());
    expect(sums()).toMatchObject({ 'TrailFiles{service=regionsweep}': 1 });
    expect(log.entries()).toEqual([
      expect.objectContaining({ level: 'ERROR', message: 'Delivery of an hour not judged' }),
    ]);
  });

  it('judges no hour when there is no time left', async () => {
    const judgeHour = jest.fn(async () => undefined);
    const { handle } = trailHandler({ objects: {}, remaining: [5000], judgeHour });

    await handle();

    expect(judgeHour).not.toHaveBeenCalled();
  });
});
