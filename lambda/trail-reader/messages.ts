import { isObject, type JsonObject, textOf } from '../../src/detection/json';

/** A message of the queue. */
export interface Message {
  readonly id: string;
  /** Empty, if it is not a text. */
  readonly body: string;
  /** Whether SQS delivers it for the first time. */
  readonly isFirst: boolean;
}

/**
 * The messages of a batch.
 *
 * @throws Error if SQS did not invoke the function.
 */
export function messagesIn(event: unknown): Message[] {
  const records = isObject(event) ? event['Records'] : undefined;
  if (!Array.isArray(records)) {
    throw new Error('The trail reader takes batches of SQS messages: the event has no "Records".');
  }
  return records.map((record) => ({
    id: textOf(record, 'messageId') ?? '',
    body: textOf(record, 'body') ?? '',
    isFirst: textOf(attributesOf(record), 'ApproximateReceiveCount') === '1',
  }));
}

function attributesOf(record: unknown): JsonObject {
  const attributes = isObject(record) ? record['attributes'] : undefined;
  return isObject(attributes) ? attributes : {};
}
