/** What 1,000 calls use. `npm run bench` prints each figure under `<traffic>-…`. */
export interface Use {
  readonly invocations: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Reads and writes. */
  readonly requests: number;
}

export type Traffic = 'day' | 'flood';

/**
 * `day`: `npm run bench -- day`, many principals that keep calling in one region.
 * `flood`: `npm run bench -- flood`, one principal within one window, on ten processes: the most expensive flood measured.
 */
export const USE: Readonly<Record<Traffic, Use>> = {
  day: { invocations: 1000, writeUnits: 1060, readUnits: 1040, requests: 1060 + 1070 },
  flood: { invocations: 1000, writeUnits: 97.7, readUnits: 215, requests: 26.6 + 167 },
};

/** `npm run bench -- log`. */
export const LOG_BYTES_PER_CALL = 273;

/** `npm run bench -- sweep`: finding a sweep of 17 regions and publishing its notification, in chunks of 64 KB. */
export const NOTIFICATION = { writeUnits: 21, readUnits: 37.5, chunks: 1 } as const;

/** An event with the record of a call: the mean of the calls in the sample trail, rounded up. */
export const EVENT_BYTES = 1500;

/** `npm run bench -- watched`: a watched call of an identity without an incident. */
export const WATCHED_CALL = { writeUnits: 1, readUnits: 2 } as const;

/** Write units of the bound on alerts, at most: three counters, and an item for an alert that is held back. */
export const BOUND_WRITE_UNITS = 4;

/** Milliseconds that Lambda bills. They depend on the network, so they are assumed. */
export const ASSUMED_MS = { perInvocation: 2, perRequest: 10 } as const;

/** What the templates of the default configuration deploy. */
export const DEPLOYED = {
  hubAlarmMetrics: 54,
  compositeAlarms: 1,
  metrics: 48,
  keys: 1,
  dashboards: 1,
  forwarderAlarmMetrics: 1,
  detectorMegabytes: 512,
  heartbeatMegabytes: 256,
} as const;

/** The heartbeat runs every minute, and makes the probe of each rule in each region every 15 min. */
export const HEARTBEAT = { runsPerHour: 60, probesPerHour: 2 * 17 * 4 } as const;
