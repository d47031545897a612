import type { Delivery } from '../../ports/deliveries';
import { addLags } from './lags';

/** No trail file. */
export const NO_DELIVERY: Delivery = {
  files: 0,
  calls: 0,
  brought: 0,
  unjudged: 0,
  trailLags: [],
  eventBridgeLags: [],
};

/** The delivery of the files of two, without their places. */
export function addDeliveries(a: Delivery, b: Delivery): Delivery {
  return {
    files: a.files + b.files,
    calls: a.calls + b.calls,
    brought: a.brought + b.brought,
    unjudged: a.unjudged + b.unjudged,
    trailLags: addLags(a.trailLags, b.trailLags),
    eventBridgeLags: addLags(a.eventBridgeLags, b.eventBridgeLags),
  };
}
