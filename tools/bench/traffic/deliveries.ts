import { type CloudTrailEvent, routeRecord, routeWatched } from '../../../demo/event-bus';
import { startOfDay } from '../../samples/clock';
import type { Random } from '../../samples/random';
import type { TrailEntry } from '../../samples/record';
import { deliveryLag } from '../../samples/regions';

export const DAY_START = startOfDay('2026-03-17');

/** An event as it reaches the hub. */
export interface DeliveredEvent {
  /** Milliseconds since the epoch. */
  readonly deliveredAt: number;
  readonly event: CloudTrailEvent;
}

/** The most that an event takes beyond the lag of its region, in milliseconds. */
const LAG_JITTER = 45_000;

/** For {@link deliveriesOf}: watched calls too. */
export function routeAny(record: unknown): CloudTrailEvent | undefined {
  return routeRecord(record) ?? routeWatched(record);
}

/**
 * The events that match the EventBridge rules, in the order in which they reach the hub. Each region has its own lag; some
 * records are late or repeated.
 *
 * @param route the event for a record. @default without watched calls
 */
export function deliveriesOf(
  entries: readonly TrailEntry[],
  random: Random,
  route = routeRecord,
): DeliveredEvent[] {
  return entries
    .flatMap(({ record, lateSeconds = 0, redeliveredAfter = [] }) => {
      const event = route(record);
      if (event === undefined) {
        return [];
      }
      const seconds = deliveryLag(record.awsRegion) + lateSeconds;
      const deliveredAt =
        Date.parse(record.eventTime) + seconds * 1000 + random.between(0, LAG_JITTER);
      return [0, ...redeliveredAfter].map((later) => ({
        deliveredAt: deliveredAt + later * 1000,
        event,
      }));
    })
    .sort((a, b) => a.deliveredAt - b.deliveredAt);
}
