import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import { lagOf } from '../../../src/collection/delivery/lags';
import { MAX_REGIONS } from '../../../src/detection/bucket';
import { settingsOf } from '../../support/calls';
import { releaseLog } from '../../support/captured-log';
import { LIMITS } from '../../support/detection';
import { cloudTrailRecord, sqsBatch } from '../../support/detector-handler';
import { s3Event, trailFile, trailKey } from '../../support/trail-files';
import { CALLED_AT, failed, trailHandler } from '../../support/trail-handler';

/** A file with a part of a sweep. */
function part(first: number, count: number): Buffer {
  return trailFile(Array.from({ length: count }, (_, index) => cloudTrailRecord(first + index)));
}

const [A, B, C] = [trailKey('a'), trailKey('b', 'eu-west-1'), trailKey('c')];

afterEach(releaseLog);

const WRITTEN_HOUR = CALLED_AT / 1000;

describe('the trail reader notes of the delivery', () => {
  it('each file once, with how many of its calls EventBridge had brought', async () => {
    const heardAt = CALLED_AT / 1000 + 4;
    let path: 'EventBridge' | 'trail' = 'EventBridge';
    const store = createMemorySweepStore(LIMITS, () =>
      path === 'EventBridge' ? heardAt : undefined,
    );
    await trailHandler({ objects: { [C]: part(0, 8) }, store }).handle(s3Event(C));
    path = 'trail';
    const { handle, deliveries } = trailHandler({
      objects: { [A]: part(0, 12), [B]: trailFile([]) },
      store,
    });

    await handle(s3Event(A), s3Event(A), s3Event(B));

    expect(await deliveries.readHour(WRITTEN_HOUR)).toEqual([
      {
        account: '111122223333',
        region: 'us-east-1',
        files: 1,
        calls: 12,
        brought: 8,
        unjudged: 0,
        trailLags: lagOf(300),
        eventBridgeLags: lagOf(4),
      },
      expect.objectContaining({ region: 'eu-west-1', files: 1, calls: 0, trailLags: lagOf(0) }),
    ]);
  });

  it('a call of several groupings once', async () => {
    const rules = settingsOf({ groupBy: ['arn', 'role', 'sourceIp'] });
    const { handle, deliveries } = trailHandler({ objects: { [A]: part(0, 5) }, rules });

    await handle(s3Event(A));

    expect(await deliveries.readHour(WRITTEN_HOUR)).toMatchObject([{ calls: 5, brought: 0 }]);
  });

  it('no share of what an earlier attempt may have added: SQS delivers it again, or the file is old', async () => {
    const again = sqsBatch([s3Event(A)]);
    const [message] = again.Records as [{ attributes: object }];
    message.attributes = { ApproximateReceiveCount: '2' };
    const second = trailHandler({ objects: { [A]: part(0, 5) } });
    const redriven = trailHandler({ objects: { [A]: part(0, 5) }, now: CALLED_AT + 51 * 60_000 });

    await second.handler(again, second.context);
    await redriven.handle(s3Event(A));

    for (const { deliveries } of [second, redriven]) {
      expect(await deliveries.readHour(WRITTEN_HOUR)).toMatchObject([
        { calls: 5, brought: 0, unjudged: 5 },
      ]);
    }
  });

  it('no share of calls that a full bucket has no room for', async () => {
    const { handle, deliveries } = trailHandler({ objects: { [A]: part(0, 200) } });

    await handle(s3Event(A));

    const [place] = await deliveries.readHour(WRITTEN_HOUR);
    expect(place).toMatchObject({ calls: 200, brought: 0 });
    expect(place?.unjudged).toBe(200 - MAX_REGIONS);
  });

  it('no share of calls of a full bucket that it passes over', async () => {
    const { handle, deliveries } = trailHandler({
      objects: { [A]: part(0, 200), [C]: part(200, 9) },
    });

    await handle(s3Event(A), s3Event(C));

    expect(await deliveries.readHour(WRITTEN_HOUR)).toMatchObject([
      { calls: 209, brought: 0, unjudged: 209 - MAX_REGIONS },
    ]);
  });

  it('no share of calls of the heartbeat, which it does not detect', async () => {
    const probeRoleArn = 'arn:aws:iam::111122223333:role/heartbeat';
    const userIdentity = {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/heartbeat/probe',
      sessionContext: { sessionIssuer: { type: 'Role', arn: probeRoleArn } },
    };
    const probes = Array.from({ length: 8 }, (_, one) => cloudTrailRecord(one, { userIdentity }));
    const { handle, deliveries } = trailHandler({
      objects: { [A]: trailFile(probes) },
      probeRoleArn,
    });

    await handle(s3Event(A));

    expect(await deliveries.readHour(WRITTEN_HOUR)).toMatchObject([
      { calls: 8, brought: 0, unjudged: 8 },
    ]);
  });

  it('no share of calls whose first attempt failed, although the second did not', async () => {
    const memory = createMemorySweepStore(LIMITS);
    const addCalls = jest.fn(memory.addCalls).mockRejectedValueOnce(new Error('throttled'));
    const { handle, deliveries } = trailHandler({
      objects: { [A]: part(0, 5) },
      store: { ...memory, addCalls },
    });

    expect(await handle(s3Event(A))).toEqual(failed());
    expect(await deliveries.readHour(WRITTEN_HOUR)).toMatchObject([{ calls: 5, unjudged: 5 }]);
  });

  it('no share of calls that the store may have added twice', async () => {
    const memory = createMemorySweepStore(LIMITS, () => CALLED_AT / 1000);
    const { handle, deliveries } = trailHandler({
      objects: { [A]: part(0, 5) },
      store: {
        ...memory,
        async addCalls(...addition) {
          await memory.addCalls(...addition);
          const { before, ...answer } = await memory.addCalls(...addition);
          return { ...answer, before: { ...before, isUncertain: true } };
        },
      },
    });

    await handle(s3Event(A));

    expect(await deliveries.readHour(WRITTEN_HOUR)).toMatchObject([
      { calls: 5, brought: 0, unjudged: 5 },
    ]);
  });

  it('nothing of a file that it did not read to its end', async () => {
    const { handle, deliveries } = trailHandler({
      objects: { [A]: part(0, 400).subarray(0, -50) },
    });

    await handle(s3Event(A));

    expect(await deliveries.readHour(WRITTEN_HOUR)).toEqual([]);
  });

  it('nothing of a file whose name tells no place', async () => {
    const key = 'AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail/copy.json.gz';
    const { handle, deliveries } = trailHandler({ objects: { [key]: part(0, 3) } });

    expect(await handle(s3Event(key))).toEqual(failed());
    expect(await deliveries.readHour(WRITTEN_HOUR)).toEqual([]);
  });
});
