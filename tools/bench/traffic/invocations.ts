import type { DeliveredEvent } from './deliveries';

/** What a function is invoked with, when, and in which of the processes that Lambda keeps warm. */
export interface Invocation {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly process: number;
  readonly events: readonly [DeliveredEvent, ...DeliveredEvent[]];
  readonly payload: unknown;
}

/** As the stack sets them for `ingestion: queue`, see `lib/constructs/ingestion.ts`. */
const BATCHING_WINDOW_MS = 5000;
const BATCH_SIZE = 200;

/** Invocations that begin within so many milliseconds of each other overlap: about what one takes over a network. */
const INVOCATION_MS = 50;

/** Direct ingestion: an invocation for each event; the processes take turns. */
export function directInvocations(
  deliveries: readonly DeliveredEvent[],
  processes: number,
): Invocation[] {
  return deliveries.map((delivery, index) => ({
    at: delivery.deliveredAt,
    process: index % processes,
    events: [delivery],
    payload: delivery.event,
  }));
}

/**
 * Queue ingestion: the pollers of Lambda, each with a process of its own, take turns with the messages. Each gathers
 * them from the first on for as long as the batching window, and not more than fit into a batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export function queueInvocations(
  deliveries: readonly DeliveredEvent[],
  pollers: number,
): Invocation[] {
  const invocations: Invocation[] = [];
  const gathering = new Map<number, [DeliveredEvent, ...DeliveredEvent[]]>();
  const invoke = (process: number, at: number): void => {
    const events = gathering.get(process);
    if (events !== undefined) {
      gathering.delete(process);
      invocations.push({ at, process, events, payload: sqsBatch(events) });
    }
  };
  const windowEnd = ([first]: readonly [DeliveredEvent, ...DeliveredEvent[]]): number =>
    first.deliveredAt + BATCHING_WINDOW_MS;
  for (const [index, delivery] of deliveries.entries()) {
    const process = index % pollers;
    const waiting = gathering.get(process);
    if (waiting !== undefined && windowEnd(waiting) <= delivery.deliveredAt) {
      invoke(process, windowEnd(waiting));
    }
    const events = gathering.get(process);
    if (events === undefined) {
      gathering.set(process, [delivery]);
    } else {
      events.push(delivery);
      if (events.length === BATCH_SIZE) {
        invoke(process, delivery.deliveredAt);
      }
    }
  }
  for (const [process, events] of gathering) {
    invoke(process, windowEnd(events));
  }
  return invocations.sort((a, b) => a.at - b.at);
}

/** Groups of successive invocations that are under way at the same time, each in a process of its own. */
export function overlapping(invocations: readonly Invocation[]): [Invocation, ...Invocation[]][] {
  const groups: [Invocation, ...Invocation[]][] = [];
  for (const invocation of invocations) {
    const group = groups.at(-1);
    if (
      group !== undefined &&
      invocation.at - group[0].at < INVOCATION_MS &&
      group.every(({ process }) => process !== invocation.process)
    ) {
      group.push(invocation);
    } else {
      groups.push([invocation]);
    }
  }
  return groups;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function sqsBatch(deliveries: readonly DeliveredEvent[]): unknown {
  return {
    Records: deliveries.map(({ deliveredAt, event }, index) => ({
      messageId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body: JSON.stringify(event),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(deliveredAt),
        SenderId: 'AIDAEXAMPLE',
        ApproximateFirstReceiveTimestamp: String(deliveredAt),
      },
      messageAttributes: {},
      md5OfBody: '098f6bcd4621d373cade4e832627b4f6',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:calls',
      awsRegion: 'us-east-1',
    })),
  };
}
