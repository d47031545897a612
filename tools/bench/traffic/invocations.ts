import type { DeliveredEvent } from './deliveries';

/** The payload of an invocation, its time, and which of the warm processes it runs in. */
export interface Invocation {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly process: number;
  readonly events: readonly [DeliveredEvent, ...DeliveredEvent[]];
  readonly payload: unknown;
}

/** The settings of the stack for `ingestion: queue`, see `lib/constructs/ingestion.ts`. */
const BATCHING_WINDOW_MS = 5000;
const BATCH_SIZE = 200;

/** Invocations that begin within this time overlap: about the duration of one over a network. */
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
 * messages for the batching window, beginning with the first, and at most as many as fit into a batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export function queueInvocations(
  deliveries: readonly DeliveredEvent[],
  pollers: number,
): Invocation[] {
  return Array.from({ length: pollers }, (_, process) =>
    batchesOf(deliveries.filter((_, index) => index % pollers === process)).map((events) => {
      const last = events.length === BATCH_SIZE ? events.at(-1)?.deliveredAt : undefined;
      const at = last ?? events[0].deliveredAt + BATCHING_WINDOW_MS;
      return { at, process, events, payload: sqsBatch(events) };
    }),
  )
    .flat()
    .sort((a, b) => a.at - b.at);
}

function batchesOf(deliveries: readonly DeliveredEvent[]): [DeliveredEvent, ...DeliveredEvent[]][] {
  const batches: [DeliveredEvent, ...DeliveredEvent[]][] = [];
  for (const delivery of deliveries) {
    const batch = batches.at(-1);
    const isOver =
      batch === undefined ||
      batch.length === BATCH_SIZE ||
      batch[0].deliveredAt + BATCHING_WINDOW_MS <= delivery.deliveredAt;
    if (isOver) {
      batches.push([delivery]);
    } else {
      batch.push(delivery);
    }
  }
  return batches;
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

/** The members of an event from SQS that a handler may read. */
function sqsBatch(deliveries: readonly DeliveredEvent[]): unknown {
  return {
    Records: deliveries.map(({ deliveredAt, event }, index) => ({
      messageId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      body: JSON.stringify(event),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(deliveredAt) },
      eventSource: 'aws:sqs',
    })),
  };
}
