import type { DeliveredEvent } from './deliveries';

/** The payload of an invocation, its time, and which of the warm processes it runs in. */
export interface Invocation {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly process: number;
  readonly events: readonly [DeliveredEvent, ...DeliveredEvent[]];
  readonly payload: unknown;
}

/** Invocations that begin within this time overlap: about the duration of one over a network. */
const INVOCATION_MS = 50;

/** An invocation for each event; the processes take turns. */
export function eventInvocations(
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
