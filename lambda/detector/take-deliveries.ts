import {
  addTally,
  emptyTally,
  type RecordTally,
  takeCalls,
} from '../../src/detection/cloudtrail/intake';
import type { ParseOptions } from '../../src/detection/cloudtrail/parse-call';
import type { Call } from '../../src/detection/model';
import type { NotUsedReason } from '../../src/metrics/metric-catalog';
import type { Delivery } from './deliveries';

/** A delivery that was read. */
export interface TakenDelivery<Kind extends Delivery = Delivery> {
  readonly delivery: Kind;
  readonly calls: readonly Call[];
  readonly tally: RecordTally;
}

/** Deliveries that were read together. */
export interface TakenDeliveries<Kind extends Delivery> {
  readonly taken: readonly TakenDelivery<Kind>[];
  /** The calls of all of them. */
  readonly calls: readonly Call[];
  /** What became of the records of all of them. */
  readonly tally: RecordTally;
}

/** Reads the calls out of deliveries; of one that cannot be read, the tally says why. */
export function takeDeliveries<Kind extends Delivery>(
  deliveries: readonly Kind[],
  options: ParseOptions,
): TakenDeliveries<Kind> {
  const taken = deliveries.map((delivery) => ({
    delivery,
    ...takeCalls(delivery.values, options),
  }));
  const total = emptyTally();
  for (const { tally } of taken) {
    addTally(total, tally);
  }
  return { taken, calls: taken.flatMap(({ calls }) => calls), tally: total };
}

/** How many records of a tally are no calls, by reason. */
export function notUsedOf({ ignored, rejected }: RecordTally): [NotUsedReason, number][] {
  return Object.entries({ ...ignored, ...rejected }) as [NotUsedReason, number][];
}
