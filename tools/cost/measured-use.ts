/** What 1,000 calls use. `npm run bench` prints each figure under `<traffic>-…`. */
export interface Use {
  readonly invocations: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Reads and writes. */
  readonly requests: number;
}

export type Traffic = 'day' | 'flood';

/** How calls reach the hub; see the setting `collection`. */
export type Collection = 'eventbridge' | 'trail' | 'both';

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

/**
 * `npm run bench -- trail`: what a call and a file use on the trail path. For the processor, a call counts half of one in
 * `trail-many-principals`, because it makes half as many requests: its principal is known.
 */
export const TRAIL_USE = {
  call: { writeUnits: 0.977, readUnits: 0.952, roundTrips: 1.07, processorMs: 1.8 },
  file: { writeUnits: 1, roundTrips: 1, processorMs: 7.8, logBytes: 315 },
  megabyte: { processorMs: 35.1 },
} as const;

/** Milliseconds that Lambda bills. They depend on the network, so they are assumed. */
export const ASSUMED_MS = { perInvocation: 2, perRequest: 10, perObject: 30 } as const;

/** The share of a processor that Lambda gives to a function with 512 MB. It has a whole one with 1,769 MB. */
export const PROCESSOR_SHARE = 512 / 1769;

/**
 * An account in a month, assumed. CloudTrail writes a file every 5 min for a busy region: `us-east-1`, which has the calls
 * of global services, and two regions with workloads. In the others, AWS services themselves cause about one an hour.
 */
export const ACCOUNT = {
  calls: 300_000,
  watchedCalls: 50_000,
  /** Alerts, each with one e-mail and one message to Slack. */
  notifications: 10,
  records: 2_000_000,
  busyRegions: 3,
  otherRegions: 14,
} as const;

/** Of text. */
export const RECORD_BYTES = 1300;

/** How many times smaller the files of a trail are than their text. */
export const COMPRESSION = 10;

/** What the templates of the default configuration deploy. */
export const DEPLOYED = {
  hubAlarmMetrics: { eventbridge: 54, trail: 25, both: 61 },
  compositeAlarms: { eventbridge: 1, trail: 0, both: 1 },
  metrics: { eventbridge: 48, trail: 19, both: 73 },
  keys: 1,
  dashboards: 1,
  forwarderAlarmMetrics: 1,
  detectorMegabytes: 512,
  readerMegabytes: 512,
  heartbeatMegabytes: 256,
} as const;

/** The heartbeat runs every minute, and makes the probe of each rule in each region every 15 min. */
export const HEARTBEAT = { runsPerHour: 60, probesPerHour: 2 * 17 * 4 } as const;

/** How often Lambda asks an empty queue for messages: five long polls of 20 s at a time. */
export const POLLS_PER_HOUR = 5 * 180;
