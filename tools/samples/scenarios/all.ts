import type { Scenario } from '../scenario';
import { consoleGlobalView, consoleRegionByRegion } from './console-person';
import { inventoryRole } from './inventory-role';
import { lateAndAgain } from './late-and-again';
import { leakedKeyInstances, leakedKeyQuotas } from './leaked-key';
import { endpointCopies, otherQuotas, quotaLists } from './near-miss-calls';
import { nineRegions, paginatedListing, splitSessions, tooSlow } from './near-miss-counts';
import { ordinaryTraffic } from './ordinary-traffic';
import { serviceWaves } from './service-waves';
import { windowEdge } from './window-edge';

/** Everything that happens on the day: first what must be found, then what must not. */
export const SCENARIOS: readonly Scenario[] = [
  leakedKeyInstances,
  leakedKeyQuotas,
  inventoryRole,
  lateAndAgain,
  consoleGlobalView,
  windowEdge,
  consoleRegionByRegion,
  nineRegions,
  tooSlow,
  paginatedListing,
  splitSessions,
  otherQuotas,
  quotaLists,
  endpointCopies,
  serviceWaves,
  ordinaryTraffic,
];
