import { routeRecord } from '../../../demo/event-bus';
import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import type { SweepStore } from '../../../src/ports/sweep-store';
import { releaseLog } from '../../support/captured-log';
import { LIMITS } from '../../support/detection';
import { cloudTrailRecord, detectorHandler, sqsBatch } from '../../support/detector-handler';

/** The event of a call by a user of this name. */
function eventOf(user: string, number: number, overrides: Readonly<Record<string, unknown>> = {}) {
  const arn = `arn:aws:iam::111122223333:user/${user}`;
  return routeRecord(
    cloudTrailRecord(number, { userIdentity: { type: 'IAMUser', arn }, ...overrides }),
  );
}

/** A store that counts its writes of calls, and refuses those of some users. */
function watchedStore(refused: readonly string[] = []) {
  const memory = createMemorySweepStore(LIMITS);
  const writes: number[] = [];
  const store: SweepStore = {
    ...memory,
    async addCalls(partition, bucket, calls) {
      if (refused.some((user) => partition.principal.key.endsWith(`/${user}`))) {
        throw new Error('The table is throttled.');
      }
      writes.push(calls.length);
      return memory.addCalls(partition, bucket, calls);
    },
  };
  return { store, writes };
}

afterEach(releaseLog);

describe('the handler, given messages of a queue', () => {
  it('writes the calls of one principal and window once, and publishes their sweep', async () => {
    const { store, writes } = watchedStore();
    const { handler, published, log } = detectorHandler({ store });
    const events = Array.from({ length: 10 }, (_, number) => eventOf('mallory', number));

    const result = await handler(sqsBatch(events));

    expect(result).toEqual({ batchItemFailures: [] });
    expect(writes).toEqual([10]);
    expect(published.map(({ evidence }) => evidence.callCount)).toEqual([10]);
    expect(log.entries().map(({ message }) => message)).toEqual(['Incident opened']);
  });

  it('returns only the messages of failed calls', async () => {
    const { store, writes } = watchedStore(['mallory']);
    const { handler, log } = detectorHandler({ store });
    const users = ['alice', 'mallory', 'bob', 'mallory', 'alice'];

    const result = await handler(sqsBatch(users.map((user, number) => eventOf(user, number))));

    expect(result).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-3' }],
    });
    expect(writes).toEqual([2, 1]);
    expect(log.entries()).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        message: 'Calls not handled; they will be delivered again',
        count: 2,
      }),
    ]);
  });

  it('returns both messages of a failed call that arrived twice', async () => {
    const { handler } = detectorHandler({ store: watchedStore(['mallory']).store });
    const event = eventOf('mallory', 1);

    expect(await handler(sqsBatch([event, event]))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-1' }],
    });
  });

  it('returns a message with several calls if one of them failed', async () => {
    const { handler } = detectorHandler({ store: watchedStore(['mallory']).store });
    const several = [eventOf('alice', 1), eventOf('mallory', 2)];

    expect(await handler(sqsBatch([eventOf('bob', 3), several]))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }],
    });
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{"detail":', 'unreadable-record-text'],
    ['empty', '', 'unreadable-record-text'],
    ['a list of nothing', '[]', 'unreadable-record-text'],
    ['the message of another service', { hello: 'world' }, 'not-a-record'],
    ['null', 'null', 'not-a-record'],
    ['a record without region', eventOf('mallory', 1, { awsRegion: '' }), 'missing-region'],
    [
      'a record without a readable time',
      eventOf('mallory', 1, { eventTime: 'now' }),
      'unreadable-event-time',
    ],
  ])(
    'gives back a message that can never be used, as its body is %s, logs it, and handles the others',
    async (_case, body, reason) => {
      const { store, writes } = watchedStore();
      const { handler, log } = detectorHandler({ store });

      const result = await handler(sqsBatch([eventOf('alice', 1), body, eventOf('bob', 2)]));

      expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
      expect(writes).toEqual([1, 1]);
      expect(log.entries()).toEqual([
        expect.objectContaining({
          level: 'WARN',
          message: 'Record not used',
          reason,
          count: 1,
          deliveryIds: ['message-1'],
        }),
      ]);
    },
  );

  it('returns a message without a body', async () => {
    const { handler } = detectorHandler();
    const [message] = sqsBatch(['']).Records;

    expect(await handler({ Records: [{ ...(message as object), body: undefined }] })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-0' }],
    });
  });

  it.each<[string, unknown, string]>([
    [
      'another event',
      { ...eventOf('alice', 1), detail: cloudTrailRecord(1, { eventName: 'RunInstances' }) },
      'other-event',
    ],
    ['another account', { ...eventOf('alice', 1), account: '999999999999' }, 'account-mismatch'],
  ])('is done with a message that is none of its business: %s', async (_case, event, reason) => {
    const { handler, log } = detectorHandler();

    expect(await handler(sqsBatch([event]))).toEqual({ batchItemFailures: [] });
    expect(log.entries()).toEqual([expect.objectContaining({ reason, count: 1 })]);
  });

  it('logs one line per reason, with a bounded number of ids', async () => {
    const { handler, log } = detectorHandler();

    await handler(
      sqsBatch([...Array<string>(30).fill('no JSON'), eventOf('a', 1, { eventID: 7 })]),
    );

    expect(log.entries()).toEqual([
      expect.objectContaining({
        reason: 'unreadable-record-text',
        count: 30,
        deliveryIds: Array.from({ length: 10 }, (_, number) => `message-${number}`),
      }),
      expect.objectContaining({ reason: 'unreadable-event-id', deliveryIds: ['message-30'] }),
    ]);
  });
});
