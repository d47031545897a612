import { costOf, PRICES } from './list-prices';
import {
  ASSUMED_MS,
  DEPLOYED,
  type Ingestion,
  LOG_BYTES_PER_CALL,
  NOTIFICATION,
  type Traffic,
  USE,
} from './measured-use';

/** What a month costs in US dollars, by what it is paid for. */
export type Cost = Readonly<Record<string, number>>;

/** What a bill depends on. */
export interface Workload {
  readonly ingestion: Ingestion;
  /** Of all accounts and regions, except the region of the hub. */
  readonly forwarders: number;
  /** Per month, of all accounts. */
  readonly calls: number;
  /** Calls that forwarders send to the hub. */
  readonly forwardedCalls: number;
  /** Per month, each with one e-mail and one message to Slack. @default 0 */
  readonly notifications?: number;
  /** What the calls are like. @default 'day' */
  readonly traffic?: Traffic;
}

const MILLION = 1_000_000;
const SECONDS_PER_MONTH = 730 * 3600;
const HEARTBEAT_BILLED_SECONDS = 1;
/** Each call is sent, received and deleted. Lambda may receive and delete in batches. */
const QUEUE_REQUESTS_PER_CALL = 3;
/** Five pollers ask an empty queue every 20 s. */
const IDLE_POLLS_PER_MONTH = (5 * SECONDS_PER_MONTH) / 20;

/** The monthly bill of a workload. It adds up the amounts that `docs/cost.md` shows, so they are rounded first. */
export function monthlyCost(workload: Workload) {
  const { ingestion, forwarders, calls, forwardedCalls, notifications = 0, traffic } = workload;
  const parts = {
    hub: sumOf(hubCost(ingestion)),
    forwarders: costOf(PRICES.alarmMetric, forwarders * DEPLOYED.forwarderAlarmMetrics),
    forwardedEvents: costOf(PRICES.forwardedEvent, forwardedCalls),
    calls: (sumOf(costPerMillionCalls(ingestion, traffic)) * calls) / MILLION,
    notifications: sumOf(notificationCost(notifications)),
  };
  const cents = roundedParts(parts, 2);
  return { ...cents, total: sumOf(cents) };
}

/** What the hub costs per month before anyone calls. */
export function hubCost(ingestion: Ingestion): Cost {
  const beats = SECONDS_PER_MONTH / DEPLOYED.heartbeatSeconds;
  const parts = {
    alarms: costOf(PRICES.alarmMetric, DEPLOYED.hubAlarmMetrics),
    metrics: costOf(PRICES.metric, DEPLOYED.metrics),
    key: costOf(PRICES.key, DEPLOYED.keys),
    dashboard: costOf(PRICES.dashboard, DEPLOYED.dashboards),
    heartbeat:
      costOf(PRICES.lambdaRequest, beats) +
      lambdaTime(beats * HEARTBEAT_BILLED_SECONDS, DEPLOYED.heartbeatMegabytes),
    idleQueue: ingestion === 'queue' ? costOf(PRICES.queueRequest, IDLE_POLLS_PER_MONTH) : 0,
  };
  return roundedParts(parts, 2);
}

/** What the hub pays for a million calls. Milliseconds and the requests to SQS are assumed, the rest is measured. */
export function costPerMillionCalls(ingestion: Ingestion, traffic: Traffic = 'day'): Cost {
  const perThousand = USE[traffic][ingestion];
  const used = (count: number): number => (count * MILLION) / 1000;
  const invocations = used(perThousand.invocations);
  const milliseconds =
    invocations * ASSUMED_MS.perInvocation + used(perThousand.requests) * ASSUMED_MS.perRequest;
  const parts = {
    invocations: costOf(PRICES.lambdaRequest, invocations),
    time: lambdaTime(milliseconds / 1000, DEPLOYED.detectorMegabytes),
    writes: costOf(PRICES.writeUnit, used(perThousand.writeUnits)),
    reads: costOf(PRICES.readUnit, used(perThousand.readUnits)),
    log: costOf(PRICES.logGigabyte, (LOG_BYTES_PER_CALL * MILLION) / 2 ** 30),
    queue:
      ingestion === 'queue' ? costOf(PRICES.queueRequest, QUEUE_REQUESTS_PER_CALL * MILLION) : 0,
  };
  return roundedParts(parts, 3);
}

/** What notifications cost, each with one e-mail and one message to Slack. */
export function notificationCost(notifications: number): Cost {
  const chunks = notifications * NOTIFICATION.chunks;
  return {
    ledger:
      costOf(PRICES.writeUnit, notifications * NOTIFICATION.writeUnits) +
      costOf(PRICES.readUnit, notifications * NOTIFICATION.readUnits),
    publish: costOf(PRICES.publishedChunk, chunks),
    keyRequests: costOf(PRICES.keyRequest, 2 * notifications),
    email: costOf(PRICES.email, chunks),
    slack: costOf(PRICES.webDelivery, chunks),
  };
}

export function sumOf(cost: Cost): number {
  return Object.values(cost).reduce((sum, dollars) => sum + dollars, 0);
}

function lambdaTime(seconds: number, megabytes: number): number {
  return costOf(PRICES.lambdaGigabyteSecond, (seconds * megabytes) / 1024);
}

function roundedParts<Parts extends Cost>(parts: Parts, places: number): Parts {
  const rounded = Object.entries(parts).map(([what, dollars]) => [
    what,
    Number(dollars.toFixed(places)),
  ]);
  return Object.fromEntries(rounded) as Parts;
}
