import { type Unwrapped, unwrap } from '../../src/detection/cloudtrail/unwrap';
import { isObject, type JsonObject, textOf } from '../../src/detection/json';

/** What came to the function as one piece, and is delivered again as one piece. */
export interface Delivery {
  /** Id of the EventBridge event or of the SQS message, as received; `undefined` when there is none. */
  readonly id: string | undefined;
  /** What may be records. */
  readonly values: readonly Unwrapped[];
}

/** What one invocation is about. */
export type Incoming =
  /** Direct ingestion: EventBridge invokes the function with an event. */
  | { readonly ingestion: 'direct'; readonly delivery: Delivery }
  /** Queue ingestion: Lambda invokes it with messages, each of which holds an event as JSON. */
  | { readonly ingestion: 'queue'; readonly deliveries: readonly QueueDelivery[] };

/** A message. It always has an id, and a value: of one in which nothing is to be found, that it is unreadable. */
export interface QueueDelivery extends Delivery {
  readonly id: string;
}

/** An SQS message as Lambda hands it over; the members that matter here. */
interface SqsRecord extends JsonObject {
  readonly messageId: string;
}

/**
 * Takes apart what Lambda hands to the function. A batch of messages and a log file of CloudTrail both are
 * `{"Records": […]}`: it is a batch only when every element is an SQS message.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function readDeliveries(event: unknown): Incoming {
  const records = isObject(event) ? event['Records'] : undefined;
  if (Array.isArray(records) && records.length > 0 && records.every(isSqsRecord)) {
    const deliveries = records.map(({ messageId, body }) => ({
      id: messageId,
      values: readBody(body),
    }));
    return { ingestion: 'queue', deliveries };
  }
  const id = isObject(event) ? textOf(event, 'id') : undefined;
  return { ingestion: 'direct', delivery: { id, values: [...unwrap(event)] } };
}

function isSqsRecord(record: unknown): record is SqsRecord {
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
