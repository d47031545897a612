import { type Unwrapped, unwrap } from '../../src/detection/cloudtrail/unwrap';
import { isObject, type JsonObject, textOf } from '../../src/detection/json';

/** The unit that the function receives and that is delivered again as a whole. */
export interface Delivery {
  /** Id of the EventBridge event or the SQS message, as received. A message always has one. */
  readonly id: string | undefined;
  /** Values that may be records. For an empty message the only value is `unreadable`. */
  readonly values: readonly Unwrapped[];
}

/** The input of one invocation. */
export type Incoming =
  /** Direct ingestion: EventBridge invokes the function with an event. */
  | { readonly ingestion: 'direct'; readonly delivery: Delivery }
  /** Queue ingestion: Lambda invokes it with messages, each of which holds an event as JSON. */
  | { readonly ingestion: 'queue'; readonly deliveries: readonly Delivery[] };

/**
 * Splits the input of the function into deliveries. Both a batch of messages and a CloudTrail log file look like
 * `{"Records": […]}`. The input is a batch only if every element is an SQS message.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function readDeliveries(event: unknown): Incoming {
  const records = isObject(event) ? event['Records'] : undefined;
  if (Array.isArray(records) && records.length > 0 && records.every(isSqsRecord)) {
    const deliveries = records.map((message) => ({
      id: textOf(message, 'messageId'),
      values: readBody(message['body']),
    }));
    return { ingestion: 'queue', deliveries };
  }
  const id = isObject(event) ? textOf(event, 'id') : undefined;
  return { ingestion: 'direct', delivery: { id, values: [...unwrap(event)] } };
}

function isSqsRecord(record: unknown): record is JsonObject {
  return (
    isObject(record) &&
    record['eventSource'] === 'aws:sqs' &&
    textOf(record, 'messageId') !== undefined
  );
}

function readBody(body: unknown): readonly Unwrapped[] {
  const unreadable: readonly Unwrapped[] = [{ kind: 'unreadable' }];
  try {
    const values = typeof body === 'string' ? [...unwrap(JSON.parse(body))] : [];
    return values.length > 0 ? values : unreadable;
  } catch {
    return unreadable;
  }
}
