import type { Scenario } from '../scenario';
import { CLUSTER_HABITS } from '../traffic/cluster';
import { MACHINE_HABITS } from '../traffic/machines';
import { PEOPLE_HABITS } from '../traffic/people';
import { SERVICE_HABITS } from '../traffic/services';
import { inTurn } from '../walk';
import {
  consoleGlobalView,
  consoleRegionByRegion,
  inventoryRole,
  windowEdge,
} from './console-and-tools';
import { lateAndAgain } from './late-and-again';
import { leakedKeyInstances, leakedKeyQuotas } from './leaked-key';
import { NEAR_MISSES } from './near-misses';

/** A day of two accounts. Each caller of `DescribeInstances` stays in one region. */
const ordinaryTraffic: Scenario = {
  name: 'ordinary-traffic',
  play: inTurn(...CLUSTER_HABITS, ...MACHINE_HABITS, ...SERVICE_HABITS, ...PEOPLE_HABITS),
};

/** Everything that happens on the day: first what a detector must find, then what it must not. */
export const SCENARIOS: readonly Scenario[] = [
  leakedKeyInstances,
  leakedKeyQuotas,
  inventoryRole,
  lateAndAgain,
  consoleGlobalView,
  windowEdge,
  consoleRegionByRegion,
  ...NEAR_MISSES,
  ordinaryTraffic,
];
