import { isObject } from '../detection/json';
import { utf8Length } from '../detection/text';

/** An event that is to be handed over, and the id by which the detector speaks of it. */
export interface HandedEvent {
  readonly id: string;
  /** As JSON. */
  readonly event: string;
}

/** Messages of a queue, as Lambda hands them to a function; the members that the detector looks at. */
export interface MessageBatch {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly eventSource: 'aws:sqs';
  }[];
}

/**
 * Bytes of a synchronous invocation, below the 6 MB that Lambda takes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_BYTES = 5_500_000;

/**
 * Batches such as those of queue ingestion. The detector takes them whatever the ingestion, and tells of each
 * message whether it has to come again. An event that is too large by itself gets a batch of its own.
 */
export function batchesOf(
  events: readonly HandedEvent[],
  maxBytes: number = MAX_BYTES,
): MessageBatch[] {
  const batches: MessageBatch['Records'][number][][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const { id, event } of events) {
    const record = { messageId: id, body: event, eventSource: 'aws:sqs' } as const;
    const size = utf8Length(JSON.stringify(record)) + 1;
    if (bytes + size > maxBytes) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(record);
    bytes += size;
  }
  return batches.map((Records) => ({ Records }));
}

/** An answer that is not one of the detector, as received. */
export class UnknownAnswerError extends Error {
  override readonly name = 'UnknownAnswerError';
  readonly answer: unknown;

  constructor(answer: unknown) {
    super('The function does not answer as the detector does.');
    this.answer = answer;
  }
}

/**
 * The messages that have to come again, by the answer to their batch.
 *
 * @throws UnknownAnswerError when the answer does not say, or speaks of other messages: then nothing may be removed.
 */
export function failedOf({ Records }: MessageBatch, answer: unknown): ReadonlySet<string> {
  const failures = isObject(answer) ? answer['batchItemFailures'] : undefined;
  const known = new Set<unknown>(Records.map(({ messageId }) => messageId));
  if (!Array.isArray(failures)) {
    throw new UnknownAnswerError(answer);
  }
  const ids = failures.map((failure) => (isObject(failure) ? failure['itemIdentifier'] : failure));
  if (!ids.every((id) => known.has(id))) {
    throw new UnknownAnswerError(answer);
  }
  return new Set(ids);
}
