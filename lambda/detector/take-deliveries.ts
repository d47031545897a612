import {
  addTally,
  emptyTally,
  type RecordTally,
  takeCalls,
} from '../../src/detection/cloudtrail/intake';
import type { ParseOptions } from '../../src/detection/cloudtrail/parse-call';
import type { Call } from '../../src/detection/model';
import type { WatchIndex } from '../../src/detection/watched/match-watch';
import type { WatchedCall } from '../../src/detection/watched/watched-call';
import type { NotUsedReason } from '../../src/metrics/metric-catalog';
import type { Delivery } from './deliveries';

/** A delivery and the calls in it. */
export interface TakenDelivery {
  readonly delivery: Delivery;
  readonly calls: readonly Call[];
  readonly watched: readonly WatchedCall[];
  readonly tally: RecordTally;
}

/** The deliveries of one invocation. */
export interface TakenDeliveries {
  readonly taken: readonly TakenDelivery[];
  /** The calls of all deliveries. */
  readonly calls: readonly Call[];
  readonly watched: readonly WatchedCall[];
  /** The tally of the records of all deliveries. */
  readonly tally: RecordTally;
}

/** Extracts the calls from deliveries. The tally counts the records that are not used, by reason. */
export function takeDeliveries(
  deliveries: readonly Delivery[],
  options: ParseOptions,
  watches?: WatchIndex,
): TakenDeliveries {
  const taken = deliveries.map((delivery) => ({
    delivery,
    ...takeCalls(delivery.values, options, watches),
  }));
  const total = emptyTally();
  for (const { tally } of taken) {
    addTally(total, tally);
  }
  return {
    taken,
    calls: taken.flatMap(({ calls }) => calls),
    watched: taken.flatMap(({ watched }) => watched),
    tally: total,
  };
}

/** The number of records that are neither calls nor watched calls, by reason. */
export function notUsedOf({ ignored, rejected }: RecordTally): [NotUsedReason, number][] {
  return Object.entries({ ...ignored, ...rejected }) as [NotUsedReason, number][];
}
