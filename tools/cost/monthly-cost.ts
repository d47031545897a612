import { lambdaTime } from './lambda-time';
import { MONTHLY, PER_LOG_GIGABYTE, PER_MILLION, PER_TRANSFERRED_GIGABYTE } from './list-prices';
import {
  ACCOUNT,
  ASSUMED_MS,
  BOUND_WRITE_UNITS,
  type Collection,
  DEPLOYED,
  EVENT_BYTES,
  HEARTBEAT,
  LOG_BYTES_PER_CALL,
  NOTIFICATION,
  POLLS_PER_HOUR,
  type Traffic,
  USE,
  WATCHED_CALL,
} from './measured-use';
import { fileCost, trailCallCost, trailLoad } from './trail-path';

/** US dollars by purpose. */
export type Cost = Readonly<Record<string, number>>;

/** What a monthly bill depends on. */
export interface Workload {
  /** Forwarders that have an alarm; see the setting `forwarderAlarms`. */
  readonly forwarderAlarms: number;
  /** Per month, of all accounts. */
  readonly calls: number;
  /** Calls that forwarders send to the hub. */
  readonly forwardedCalls: number;
  /** Per month, each with one e-mail and one message to Slack. @default 0 */
  readonly notifications?: number;
  /** Per month: alerts that the bound holds back, so that only the archive gets them. @default 0 */
  readonly heldBack?: number;
  /** @default 'day' */
  readonly traffic?: Traffic;
}

const MILLION = 1_000_000;
const SECONDS_PER_MONTH = 730 * 3600;
const HEARTBEAT_BILLED_SECONDS = 1;

/** The monthly bill of a workload. Its parts are rounded to cents first, so that those on `docs/cost.md` add up. */
export function monthlyCost(workload: Workload) {
  const { forwarderAlarms, calls, forwardedCalls, traffic } = workload;
  const { notifications = 0, heldBack = 0 } = workload;
  const parts = roundedParts(2, {
    hub: sumOf(hubCost()),
    forwarderAlarms: MONTHLY.alarmMetric * forwarderAlarms * DEPLOYED.forwarderAlarmMetrics,
    ...forwardingCost(forwardedCalls),
    calls: (sumOf(costPerMillionCalls(traffic)) * calls) / MILLION,
    notifications: sumOf(notificationCost(notifications)) + sumOf(archiveCost(heldBack)),
  });
  return { ...parts, total: sumOf(parts) };
}

function forwardingCost(events: number) {
  return {
    forwardedEvents: (PER_MILLION.forwardedEvent * events) / MILLION,
    transfer: (PER_TRANSFERRED_GIGABYTE * EVENT_BYTES * events) / 2 ** 30,
  };
}

/** What watched calls of other regions and accounts cost at most. */
export function watchedCallCost(calls: number) {
  const { writeUnits, readUnits } = WATCHED_CALL;
  const millions = calls / MILLION;
  const ms = ASSUMED_MS.perInvocation + (writeUnits + readUnits) * ASSUMED_MS.perRequest;
  return roundedParts(2, {
    ...forwardingCost(calls),
    detector:
      millions * PER_MILLION.lambdaRequest +
      lambdaTime((calls * ms) / 1000, DEPLOYED.detectorMegabytes) / MILLION,
    table: millions * (PER_MILLION.writeUnit * writeUnits + PER_MILLION.readUnit * readUnits),
    log: (PER_LOG_GIGABYTE * LOG_BYTES_PER_CALL * calls) / 2 ** 30,
  });
}

/** What the hub costs per month before anyone calls. */
export function hubCost(collection: Collection = 'eventbridge'): Cost {
  return roundedParts(2, {
    alarms: MONTHLY.alarmMetric * DEPLOYED.hubAlarmMetrics[collection],
    compositeAlarm: MONTHLY.compositeAlarm * DEPLOYED.compositeAlarms[collection],
    metrics: MONTHLY.metric * DEPLOYED.metrics[collection],
    key: MONTHLY.key * DEPLOYED.keys,
    dashboard: MONTHLY.dashboard * DEPLOYED.dashboards,
    heartbeat: heartbeatCost(collection) / MILLION,
    ...(collection !== 'eventbridge' && {
      polling: (PER_MILLION.queueRequest * POLLS_PER_HOUR * SECONDS_PER_MONTH) / 3600 / MILLION,
    }),
  });
}

/** The bill of a number of accounts as in `ACCOUNT`, everything included, by what causes it. */
export function accountsCost(accounts: number, collection: Collection) {
  const load = trailLoad(accounts);
  const byEvents = collection === 'trail' ? undefined : eventBridgeCost(accounts);
  const byTrail =
    collection === 'eventbridge'
      ? undefined
      : { files: sumOf(fileCost(load)), calls: sumOf(trailCallCost(load)) };
  const parts = roundedParts(2, {
    hub: sumOf(hubCost(collection)),
    forwarders: byEvents?.forwarders ?? 0,
    files: byTrail?.files ?? 0,
    calls: (byEvents?.calls ?? 0) + (byTrail?.calls ?? 0),
    notifications: sumOf(notificationCost(accounts * ACCOUNT.notifications)),
  });
  return { ...parts, total: sumOf(parts) };
}

function eventBridgeCost(accounts: number) {
  const calls = accounts * ACCOUNT.calls;
  // One per account. The account of the hub has none, because its silence alarms notice a broken forwarder.
  const cost = monthlyCost({ forwarderAlarms: accounts - 1, calls, forwardedCalls: calls });
  const watched = watchedCallCost(accounts * ACCOUNT.watchedCalls);
  return {
    forwarders:
      cost.forwarderAlarms +
      cost.forwardedEvents +
      cost.transfer +
      watched.forwardedEvents +
      watched.transfer,
    calls: cost.calls + watched.detector + watched.table + watched.log,
  };
}

/** Of the function and of its probes, which the detector counts but does not store; in millionths of a dollar. */
function heartbeatCost(collection: Collection): number {
  const hours = SECONDS_PER_MONTH / 3600;
  const runs = hours * HEARTBEAT.runsPerHour;
  // With the trail alone, they are in files that are read anyway.
  const probes = collection === 'trail' ? 0 : hours * HEARTBEAT.probesPerHour;
  const probeSeconds = (probes * ASSUMED_MS.perInvocation) / 1000;
  return (
    PER_MILLION.lambdaRequest * (runs + probes) +
    lambdaTime(runs * HEARTBEAT_BILLED_SECONDS, DEPLOYED.heartbeatMegabytes) +
    lambdaTime(probeSeconds, DEPLOYED.detectorMegabytes) +
    PER_MILLION.forwardedEvent * probes
  );
}

/** What the hub pays for a million calls by EventBridge. Milliseconds are assumed, the rest is measured. */
export function costPerMillionCalls(traffic: Traffic = 'day'): Cost {
  const use = USE[traffic];
  // Milliseconds for a thousand calls are seconds for a million.
  const seconds = use.invocations * ASSUMED_MS.perInvocation + use.requests * ASSUMED_MS.perRequest;
  return roundedParts(3, {
    invocations: (PER_MILLION.lambdaRequest * use.invocations) / 1000,
    time: lambdaTime(seconds, DEPLOYED.detectorMegabytes) / MILLION,
    writes: (PER_MILLION.writeUnit * use.writeUnits) / 1000,
    reads: (PER_MILLION.readUnit * use.readUnits) / 1000,
    log: (PER_LOG_GIGABYTE * LOG_BYTES_PER_CALL * MILLION) / 2 ** 30,
  });
}

/** What notifications cost, each with one e-mail and one message to Slack. */
export function notificationCost(notifications: number): Cost {
  const millions = notifications / MILLION;
  return {
    ...archiveCost(notifications),
    email: millions * PER_MILLION.email * NOTIFICATION.chunks,
    slack: millions * PER_MILLION.webDelivery * NOTIFICATION.chunks,
  };
}

/** What notifications cost that only the archive gets. */
function archiveCost(notifications: number): Cost {
  const { writeUnits, readUnits, chunks } = NOTIFICATION;
  const millions = notifications / MILLION;
  const writes = writeUnits + BOUND_WRITE_UNITS;
  return {
    ledger: millions * (PER_MILLION.writeUnit * writes + PER_MILLION.readUnit * readUnits),
    publish: millions * PER_MILLION.publishedChunk * chunks,
    keyRequests: millions * PER_MILLION.keyRequest * 2,
  };
}

export function sumOf(cost: Cost): number {
  return Object.values(cost).reduce((sum, dollars) => sum + dollars, 0);
}

function roundedParts<Parts extends Cost>(places: number, parts: Parts): Parts {
  const rounded = Object.entries(parts).map(([what, dollars]) => [
    what,
    Number(dollars.toFixed(places)),
  ]);
  return Object.fromEntries(rounded) as Parts;
}
