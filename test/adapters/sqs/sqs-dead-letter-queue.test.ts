import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { createSqsDeadLetterQueue } from '../../../src/adapters/sqs/sqs-dead-letter-queue';

const QueueUrl = 'https://sqs.eu-central-1.amazonaws.com/111122223333/dead';
const client = new SQSClient({ region: 'eu-central-1' });
const sqs = mockClient(client);
const queue = createSqsDeadLetterQueue({ client, queueUrl: QueueUrl });

const letters = Array.from({ length: 12 }, (_, index) => ({
  id: `m-${index}`,
  body: '',
  receipt: `r-${index}`,
}));

/** The receipts in every request for some messages, and the visibility that they ask for. */
function requests(
  command: typeof DeleteMessageBatchCommand | typeof ChangeMessageVisibilityBatchCommand,
) {
  return sqs.commandCalls(command as typeof ChangeMessageVisibilityBatchCommand).map((call) => {
    const { Entries = [], ...rest } = call.args[0].input;
    expect(rest).toEqual({ QueueUrl });
    expect(new Set(Entries.map(({ Id }) => Id)).size).toBe(Entries.length);
    return Entries.map(({ ReceiptHandle, VisibilityTimeout }) => [
      ReceiptHandle,
      VisibilityTimeout,
    ]);
  });
}

beforeEach(() => sqs.reset());
afterAll(() => client.destroy());

describe('a dead-letter queue in SQS', () => {
  it('takes ten messages in hand, asks all servers, and hides them for longer than an invocation', async () => {
    sqs.on(ReceiveMessageCommand).resolves({
      Messages: [{ MessageId: 'm-1', Body: '{}', ReceiptHandle: 'r-1' }],
    });

    expect(await queue.receive()).toEqual([{ id: 'm-1', body: '{}', receipt: 'r-1' }]);
    const [call] = sqs.commandCalls(ReceiveMessageCommand);
    const { VisibilityTimeout = 0, WaitTimeSeconds = 0, ...rest } = call?.args[0].input ?? {};
    expect(rest).toEqual({ QueueUrl, MaxNumberOfMessages: 10 });
    expect(WaitTimeSeconds).toBeGreaterThan(0);
    // Three attempts of a function that may take 20 s.
    expect(VisibilityTimeout).toBeGreaterThan(60);
  });

  it('has none when SQS says nothing of messages', async () => {
    sqs.on(ReceiveMessageCommand).resolves({});

    expect(await queue.receive()).toEqual([]);
  });

  it('removes ten at a time, and names those that could not be removed', async () => {
    sqs
      .on(DeleteMessageBatchCommand)
      .resolvesOnce({ Failed: [{ Id: '3', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }] })
      .resolvesOnce({ Failed: [{ Id: '1', SenderFault: false, Code: 'InternalError' }] });

    expect(await queue.remove(letters)).toEqual(new Set(['m-3', 'm-11']));
    expect(requests(DeleteMessageBatchCommand)).toEqual([
      letters.slice(0, 10).map(({ receipt }) => [receipt, undefined]),
      letters.slice(10).map(({ receipt }) => [receipt, undefined]),
    ]);
  });

  it('gives back ten at a time, at once', async () => {
    sqs.on(ChangeMessageVisibilityBatchCommand).resolves({});

    await queue.giveBack(letters);

    expect(requests(ChangeMessageVisibilityBatchCommand)).toEqual([
      letters.slice(0, 10).map(({ receipt }) => [receipt, 0]),
      letters.slice(10).map(({ receipt }) => [receipt, 0]),
    ]);
  });

  it('asks for nothing where there is nothing to do', async () => {
    expect(await queue.remove([])).toEqual(new Set());
    await queue.giveBack([]);

    expect(sqs.calls()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['receive', () => queue.receive()],
    ['remove', () => queue.remove(letters)],
    ['giveBack', () => queue.giveBack(letters)],
  ])('rejects with the error of SQS: %s', async (_case, act) => {
    sqs.rejects(new Error('AccessDenied'));

    await expect(act()).rejects.toThrow('AccessDenied');
  });
});
