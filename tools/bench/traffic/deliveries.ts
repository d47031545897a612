import { type CloudTrailEvent, routeRecord } from '../../../demo/event-bus';
import type { Random } from '../../samples/random';
import type { TrailEntry } from '../../samples/record';
import { deliveryLag } from '../../samples/regions';

/** An event as it reaches the hub. */
export interface DeliveredEvent {
  /** Milliseconds since the epoch. */
  readonly deliveredAt: number;
  readonly event: CloudTrailEvent;
}

/** By how much later than its region's lag an event may come, in milliseconds. */
const LAG_JITTER = 45_000;

/**
 * The events that the rules let through, in the order in which they reach the hub: every region with its own lag,
 * late and repeated records as the entries say.
 */
export function deliveriesOf(entries: readonly TrailEntry[], random: Random): DeliveredEvent[] {
  return entries
    .flatMap(({ record, lateSeconds = 0, redeliveredAfter = [] }) => {
      const event = routeRecord(record);
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
