import { isObject } from '../detection/json';
import { utf8Length } from '../detection/text';

/** An event to send to the detector, and the id that the detector answers with. */
export interface HandedEvent {
  readonly id: string;
  /** As JSON. */
  readonly event: string;
}

/** Messages of a queue, as Lambda passes them to a function: the members that the detector reads. */
export interface MessageBatch {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly eventSource: 'aws:sqs';
  }[];
}

/**
 * Bytes of a synchronous invocation, below the 6 MB that Lambda accepts.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_BYTES = 5_500_000;

/**
 * Batches like those of queue ingestion. The detector accepts them with either ingestion, and answers which messages to
 * send again. An event that is too large for a batch gets its own.
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

/** An answer that does not come from the detector, as received. */
export class UnknownAnswerError extends Error {
  override readonly name = 'UnknownAnswerError';
  readonly answer: unknown;

  constructor(answer: unknown) {
    super('The function does not answer as the detector does.');
    this.answer = answer;
  }
}

/**
 * The messages that the detector did not handle, according to its answer.
 *
 * @throws UnknownAnswerError when the answer does not say, or names other messages: then no message may be removed.
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
