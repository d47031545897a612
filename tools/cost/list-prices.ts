/**
 * List prices of us-east-1 in US dollars, without free tier and volume discounts. `docs/cost.md` shows them with their
 * sources, some of which are summaries.
 */
export const PRICES_AS_OF = 'November 2026';

/** Per million. */
export const PER_MILLION = {
  lambdaRequest: 0.2,
  /** On arm64. */
  lambdaGigabyteSecond: 13.3334,
  writeUnit: 0.625,
  readUnit: 0.125,
  forwardedEvent: 1,
  queueRequest: 0.4,
  objectRead: 0.4,
  /** Of 64 KB. */
  publishedChunk: 0.5,
  email: 20,
  webDelivery: 0.6,
  keyRequest: 3,
} as const;

export const PER_LOG_GIGABYTE = 0.5;

/** Between two regions: the price of most pairs. Some regions cost up to seven times as much. */
export const PER_TRANSFERRED_GIGABYTE = 0.02;

/** Per month. */
export const MONTHLY = {
  alarmMetric: 0.1,
  compositeAlarm: 0.5,
  metric: 0.3,
  dashboard: 3,
  key: 1,
} as const;
