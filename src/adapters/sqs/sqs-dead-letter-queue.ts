import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetter, DeadLetterQueue } from '../../ports/dead-letter-queue';

/** Maximum number of messages in one request to SQS. */
const MAX_MESSAGES = 10;

/** How long received messages stay hidden: far longer than an invocation with ten of them takes. */
const HIDDEN_SECONDS = 300;

/** With a wait, SQS asks all of its servers. Without it, a queue with messages may seem empty. */
const WAIT_SECONDS = 2;

export interface SqsDeadLetterQueueOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/**
 * A dead-letter queue in SQS. Needs `sqs:ReceiveMessage`, `sqs:DeleteMessage` and `sqs:ChangeMessageVisibility`.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export function createSqsDeadLetterQueue(options: SqsDeadLetterQueueOptions): DeadLetterQueue {
  const { client, queueUrl: QueueUrl } = options;
  return {
    async receive() {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: MAX_MESSAGES,
          VisibilityTimeout: HIDDEN_SECONDS,
          WaitTimeSeconds: WAIT_SECONDS,
        }),
      );
      return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '' }) => ({
        id: MessageId,
        body: Body,
        receipt: ReceiptHandle,
      }));
    },

    async remove(letters) {
      const notRemoved = new Set<string>();
      for (const some of inTens(letters)) {
        const Entries = entriesOf(some);
        const { Failed = [] } = await client.send(
          new DeleteMessageBatchCommand({ QueueUrl, Entries }),
        );
        for (const { Id } of Failed) {
          notRemoved.add(some[Number(Id)]?.id ?? '');
        }
      }
      return notRemoved;
    },

    async giveBack(letters) {
      for (const some of inTens(letters)) {
        const Entries = entriesOf(some).map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
        // A failure does no harm: the message is already visible, or will be after its time.
        await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      }
    },
  };
}

function entriesOf(letters: readonly DeadLetter[]) {
  return letters.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
}

function inTens(letters: readonly DeadLetter[]): DeadLetter[][] {
  return Array.from({ length: Math.ceil(letters.length / MAX_MESSAGES) }, (_, index) =>
    letters.slice(index * MAX_MESSAGES, (index + 1) * MAX_MESSAGES),
  );
}
