import { routeRecord } from '../../demo/event-bus';
import type { DeadLetterQueue } from '../../src/ports/dead-letter-queue';
import { type DetectorFunction, FunctionFailedError } from '../../src/ports/detector-function';
import type { SweepStore } from '../../src/ports/sweep-store';
import { UnknownAnswerError } from '../../src/redrive/detector-answer';
import { redriveQueue } from '../../src/redrive/redrive-queue';
import { releaseLog } from '../support/captured-log';
import { LIMITS } from '../support/detection';
import { cloudTrailRecord, detectorHandler } from '../support/detector-handler';
import { type EmbeddedStore, startEmbeddedStore } from '../support/embedded-store';
import { memoryDeadLetters } from '../support/memory-dead-letters';

const ALARM = { source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change' };

let dynamodb: EmbeddedStore;
beforeAll(async () => {
  dynamodb = await startEmbeddedStore();
});
afterAll(() => dynamodb.stop());
afterEach(releaseLog);

/** Events of a sweep, in regions from a number on; of a user of its own for each test. */
function sweepOf(user: string, regions: number, from = 0) {
  const arn = `arn:aws:iam::111122223333:user/${user}`;
  return Array.from({ length: regions }, (_, index) =>
    routeRecord(cloudTrailRecord(from + index, { userIdentity: { type: 'IAMUser', arn } })),
  );
}

/** The real handler on a real table; `store` changes what it does. */
function realDetector(change: (store: SweepStore) => SweepStore = (store) => store) {
  const { handler, published } = detectorHandler({
    store: change(dynamodb.store(LIMITS)),
    clock: Date.now,
  });
  const invoked: string[] = [];
  const detector: DetectorFunction = {
    async invoke(event) {
      invoked.push(event);
      // As Lambda does: everything goes through JSON.
      const answer = await handler(JSON.parse(event)).catch((error: Error) => {
        throw new FunctionFailedError(`${error.name}: ${error.message}`);
      });
      return JSON.parse(JSON.stringify(answer));
    },
  };
  return { detector, published, invoked };
}

/** A store that has lost the permission to write the calls of some users. */
function refusing(...users: readonly string[]) {
  return (store: SweepStore): SweepStore => ({
    ...store,
    async addCalls(partition, bucket, calls) {
      if (users.some((user) => partition.principal.key.endsWith(`/${user}`))) {
        throw new Error('AccessDeniedException');
      }
      return store.addCalls(partition, bucket, calls);
    },
  });
}

const CLEAN = { stays: [], failures: [] };

describe('a redrive', () => {
  it.each([
    ['events as they are', (event: unknown) => event],
    [
      'records of failed invocations',
      (requestPayload: unknown) => ({ requestContext: {}, requestPayload, responsePayload: {} }),
    ],
  ])('publishes the finding that was lost, and empties the queue: %s', async (name, wrap) => {
    const { detector, published, invoked } = realDetector();
    const queue = memoryDeadLetters(...sweepOf(`lost-${name.length}`, 17).map(wrap));

    expect(await redriveQueue({ queue, detector })).toEqual({ ...CLEAN, handedOver: 17 });
    expect(published).toHaveLength(1);
    expect(invoked).toHaveLength(17);
    expect(queue.bodies()).toEqual([]);
  });

  it('done twice counts and publishes once', async () => {
    const { detector, published } = realDetector();
    const events = sweepOf('twice', 12);

    await redriveQueue({ queue: memoryDeadLetters(...events), detector });
    const [first] = published;
    const again = memoryDeadLetters(...events, ...events);
    const report = await redriveQueue({ queue: again, detector });
    const nine = memoryDeadLetters(...sweepOf('nine', 9), ...sweepOf('nine', 9));
    await redriveQueue({ queue: nine, detector });
    await redriveQueue({ queue: memoryDeadLetters(...sweepOf('nine', 9)), detector });

    expect(report).toEqual({ ...CLEAN, handedOver: 24 });
    expect(again.bodies()).toEqual([]);
    expect(published).toEqual([first]);
    expect(first?.evidence.callCount).toBe(10);
  });

  // A dead-letter queue keeps for 14 days what it has, far longer than `lateEventHours`.
  it.each([1, 23, 25, 335])(
    'publishes sweeps of one principal once each, whatever the order: %i hours old',
    async (hours) => {
      const { detector, published } = realDetector();
      const user = `two-sweeps-${hours}`;
      const [first = [], second = []] = [0, 20].map((minute) =>
        sweepOf(user, 17, minute * 100).map((event, index) => ({
          ...event,
          detail: {
            ...(event?.detail as object),
            awsRegion: `region-${index}`,
            eventTime: new Date(Date.now() - hours * 3_600_000 + minute * 60_000)
              .toISOString()
              .replace(/\.\d+/, ''),
          },
        })),
      );
      const parts = [first.slice(0, 10), second.slice(0, 10), first.slice(10), second.slice(10)];

      await redriveQueue({ queue: memoryDeadLetters(...parts.flat()), detector });
      await redriveQueue({ queue: memoryDeadLetters(...parts.toReversed().flat()), detector });

      expect(published).toHaveLength(2);
    },
  );

  it('completes a sweep of which some calls were counted before they failed', async () => {
    const { detector, published } = realDetector();
    await detector.invoke(JSON.stringify(sweepOf('partly', 6)));

    await redriveQueue({ queue: memoryDeadLetters(...sweepOf('partly', 4, 6)), detector });

    expect(published.map(({ evidence }) => evidence.callCount)).toEqual([10]);
  });

  it('leaves messages that the detector does not handle, or that are not its calls, and reports why', async () => {
    const { detector, published } = realDetector(refusing('denied'));
    const garbage = ['no JSON', ALARM];
    const unusable = sweepOf('unusable', 1).map((event) => ({
      ...event,
      detail: { ...(event?.detail as object), awsRegion: '' },
    }));
    const denied = sweepOf('denied', 2);
    const queue = memoryDeadLetters(...garbage, ...denied, ...sweepOf('fine', 11), ...unusable);

    const report = await redriveQueue({ queue, detector });

    expect(report).toEqual({
      handedOver: 11,
      stays: [
        { id: expect.any(String), reason: 'unreadable', seen: 'no JSON' },
        { id: expect.any(String), reason: 'other-event', seen: 'aws.cloudwatch' },
        ...Array(2).fill({ id: expect.any(String), reason: 'not-handled' }),
        { id: expect.any(String), reason: 'not-handled' },
      ],
      failures: [],
    });
    expect(published).toHaveLength(1);
    expect(queue.bodies()).toHaveLength(5);
    expect(queue.visible()).toBe(5);
  });

  it('sees messages that stay once, and those behind them as well', async () => {
    const { detector, published, invoked } = realDetector();
    const queue = memoryDeadLetters(...Array(25).fill('no JSON'), ...sweepOf('behind', 10));

    const report = await redriveQueue({ queue, detector });

    expect(report).toMatchObject({ handedOver: 10, failures: [] });
    expect(report.stays).toHaveLength(25);
    expect(published).toHaveLength(1);
    expect(invoked).toHaveLength(10);
    expect(queue.visible()).toBe(25);
  });

  it('ends when a message that stays comes again, and makes it visible again', async () => {
    const queue = memoryDeadLetters('no JSON', 'nor this');
    const receive = jest.fn(async () => {
      queue.expire();
      return queue.receive();
    });
    const { detector } = realDetector();

    const report = await redriveQueue({ queue: { ...queue, receive }, detector });

    expect(report.stays).toHaveLength(2);
    expect(receive).toHaveBeenCalledTimes(2);
    expect(queue.visible()).toBe(2);
  });

  it('does nothing to an empty queue', async () => {
    const { detector, invoked } = realDetector();

    expect(await redriveQueue({ queue: memoryDeadLetters(), detector })).toEqual({
      ...CLEAN,
      handedOver: 0,
    });
    expect(invoked).toEqual([]);
  });

  it('looks only, in a dry run', async () => {
    const { detector, published, invoked } = realDetector();
    const queue = memoryDeadLetters(...sweepOf('dry', 12), ALARM);

    const report = await redriveQueue({ queue, detector, isDryRun: true });

    expect(report).toMatchObject({ handedOver: 12, stays: [{ reason: 'other-event' }] });
    expect([published, invoked]).toEqual([[], []]);
    expect(queue.visible()).toBe(13);
  });
});

describe('a redrive in which something fails', () => {
  const ERROR = new Error('AccessDenied');
  const failing = async () => {
    throw ERROR;
  };

  it.each<[string, (event: string) => Promise<unknown>, unknown]>([
    ['cannot be invoked', failing, ERROR],
    [
      'fails',
      async () => {
        throw new FunctionFailedError('Runtime.ImportModuleError');
      },
      expect.any(FunctionFailedError),
    ],
    ['is another one', async () => null, expect.any(UnknownAnswerError)],
  ])('loses nothing when the function %s', async (_case, invoke, error) => {
    const queue = memoryDeadLetters(...sweepOf('kept', 12), 'no JSON');

    const report = await redriveQueue({ queue, detector: { invoke } });

    expect(report).toEqual({
      handedOver: 0,
      // The first ten that were received; the others were not looked at.
      stays: Array(10).fill({ id: expect.any(String), reason: 'not-handed-over' }),
      failures: [{ step: 'invoke', error }],
    });
    expect(queue.visible()).toBe(13);
  });

  it.each<[string, Partial<DeadLetterQueue>, object, number]>([
    [
      'receives',
      { receive: failing },
      { stays: [], failures: [{ step: 'receive', error: ERROR }] },
      0,
    ],
    [
      'removes',
      { remove: failing },
      {
        stays: Array(3).fill({ id: expect.any(String), reason: 'not-removed' }),
        failures: [{ step: 'remove', error: ERROR }],
      },
      3,
    ],
    [
      'removes some',
      { remove: async (letters) => new Set(letters.slice(1).map(({ id }) => id)) },
      {
        handedOver: 1,
        stays: Array(2).fill({ id: expect.any(String), reason: 'not-removed' }),
      },
      3,
    ],
    [
      'gives back',
      { giveBack: failing },
      { handedOver: 3, failures: [{ step: 'give-back', error: ERROR }] },
      0,
    ],
    [
      'does anything but receive',
      { remove: failing, giveBack: failing },
      {
        failures: [
          { step: 'remove', error: ERROR },
          { step: 'give-back', error: ERROR },
        ],
      },
      3,
    ],
  ])('reports a queue that no longer %s', async (_case, faults, expected, left) => {
    const { detector } = realDetector();
    const queue = memoryDeadLetters(...sweepOf('queue-faults', 3));

    const report = await redriveQueue({ queue: { ...queue, ...faults }, detector });

    expect(report).toMatchObject(expected);
    expect(queue.bodies()).toHaveLength('receive' in faults ? 3 : left);
  });

  it('counts a call once that was handled and could not be removed', async () => {
    const { detector, published } = realDetector();
    const queue = memoryDeadLetters(...sweepOf('not-removed', 10));

    await redriveQueue({ queue: { ...queue, remove: failing }, detector });
    const report = await redriveQueue({ queue, detector });

    expect(report).toEqual({ ...CLEAN, handedOver: 10 });
    expect(published).toHaveLength(1);
  });
});
