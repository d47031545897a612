import { Logger } from '@aws-lambda-powertools/logger';
import { createHandler, type HandlerParts } from '../../lambda/trail-reader/create-handler';
import { createTrailMetrics } from '../../lambda/trail-reader/trail-metrics';
import { createMemoryDeliveries } from '../../src/adapters/memory/memory-deliveries';
import type { TrailObjects } from '../../src/ports/trail-objects';
import { captureLog } from './captured-log';
import { sqsBatch } from './detector-handler';
import { cloudWatchSums } from './emf';
import { TRAIL_BUCKET } from './trail-files';
import { type ReaderSetup, trailReader } from './trail-reader';

/** When the records of `cloudTrailRecord` were made, in milliseconds since the epoch. */
export const CALLED_AT = Date.parse('2026-01-31T12:00:00Z');

interface Setup extends ReaderSetup {
  /** Instead of `objects`. */
  readonly port?: TrailObjects;
  /** The milliseconds that are left, at each check; the last one stays. */
  readonly remaining?: readonly number[];
  readonly judgeHour?: HandlerParts['judgeHour'];
  /** Milliseconds since the epoch. */
  readonly now?: number;
}

/** The handler of the trail reader with its log captured, on memory stores unless parts are given. */
export function trailHandler({
  port,
  remaining = [120_000],
  judgeHour = async () => undefined,
  now = CALLED_AT + 300_000,
  ...setup
}: Setup) {
  const deliveries = createMemoryDeliveries();
  const log = captureLog();
  const reader = trailReader(setup);
  const left = [...remaining];
  const handler = createHandler({
    place: { bucket: TRAIL_BUCKET, prefix: '' },
    reader: { ...reader.parts, ...(port && { objects: port }) },
    clock: () => now,
    logger: new Logger({ logLevel: 'DEBUG' }),
    metrics: createTrailMetrics(['us-east-1']),
    deliveries,
    judgeHour,
  });
  const context = {
    getRemainingTimeInMillis: () => (left.length > 1 ? left.shift() : left[0]) ?? 0,
  };
  const handle = (...bodies: unknown[]) => handler(sqsBatch(bodies), context);
  const sums = () => cloudWatchSums(log.metricDocuments());
  return { ...reader, handler, context, handle, log, sums, deliveries };
}

/** The answer of the handler, with the messages that come again. */
export function failed(...numbers: number[]) {
  return { batchItemFailures: numbers.map((number) => ({ itemIdentifier: `message-${number}` })) };
}
