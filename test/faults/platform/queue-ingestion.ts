import type { BatchResult } from '../../../lambda/detector/create-handler';
import { sqsBatch } from '../../support/detector-handler';
import type { Delivery } from '../scenario';
import type { IngestionParts, IngestionPath } from './ingestion';
import { PLATFORM } from './settings';

interface Message {
  readonly delivery: Delivery;
  receives: number;
  /** Milliseconds since the epoch. */
  visibleAt: number;
}

/**
 * EventBridge sends each event to a queue, from which Lambda takes batches. Lambda deletes a message if its batch was
 * handled and the message did not fail. Otherwise the message reappears after its visibility timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function queueIngestion({ timeline, lambda, batchSize }: IngestionParts): IngestionPath {
  const triedAgain: Delivery[] = [];
  let messages: Message[] = [];
  let deadLetters: Delivery[] = [];

  /** A batch starts when it is full, or some time after its first message arrived. */
  function awaitBatch(message: Message): void {
    timeline.at(message.visibleAt, () => {
      const waiting = seen().length;
      timeline.at(timeline.now + (waiting < batchSize ? PLATFORM.batchingWindowMs : 0), handOver);
    });
  }

  function seen(): Message[] {
    return messages.filter(({ visibleAt }) => visibleAt <= timeline.now);
  }

  function handOver(): Promise<void> | undefined {
    const batch = seen().slice(0, batchSize);
    for (const message of batch.filter(({ receives }) => receives === PLATFORM.maxReceives)) {
      deadLetters.push(message.delivery);
      forget([message]);
    }
    const received = batch.filter(({ receives }) => receives < PLATFORM.maxReceives);
    if (received.length === 0) {
      return undefined;
    }
    for (const message of received) {
      // The visibility timeout starts with the arrival of the message: the wait for others counts.
      message.visibleAt += PLATFORM.visibilityMs;
      message.receives += 1;
    }
    triedAgain.push(
      ...received.filter(({ receives }) => receives > 1).map(({ delivery }) => delivery),
    );
    return lambda.invoke(sqsBatch(received.map(({ delivery }) => delivery.event)), (outcome) => {
      const failed =
        outcome.kind === 'returned' ? failuresAmong(received, outcome.value) : received;
      forget(received.filter((message) => !failed.includes(message)));
      failed.forEach(awaitBatch);
    });
  }

  function forget(done: readonly Message[]): void {
    messages = messages.filter((message) => !done.includes(message));
  }

  return {
    deliver(delivery) {
      const message = { delivery, receives: 0, visibleAt: timeline.now };
      messages.push(message);
      awaitBatch(message);
    },
    triedAgain,
    takeDeadLetters() {
      const taken = deadLetters;
      deadLetters = [];
      return taken;
    },
  };
}

/** The messages that the handler reported as failed; `sqsBatch` names messages by their position. */
function failuresAmong(received: readonly Message[], value: unknown): Message[] {
  const { batchItemFailures } = value as BatchResult;
  return batchItemFailures.map(({ itemIdentifier }) => {
    const message = received[Number(itemIdentifier.replace('message-', ''))];
    if (message === undefined) {
      throw new Error(`${itemIdentifier} is not in the batch, so Lambda would repeat all of it.`);
    }
    return message;
  });
}
