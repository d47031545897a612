import type { Logger } from '@aws-lambda-powertools/logger';
import type { JudgedHour } from '../../src/collection/delivery/judge-hours';
import type { Place } from '../../src/ports/deliveries';
import type { TrailMetrics } from './trail-metrics';

/** Names of places that are logged. */
const MAX_LOGGED_PLACES = 50;

export interface JudgeParts {
  readonly judgeHour: () => Promise<JudgedHour | undefined>;
  readonly logger: Logger;
  readonly metrics: TrailMetrics;
}

/** Judges the latest hour if it is due. Never throws: what fails is tried again with a later batch. */
export async function judgeDelivery({ judgeHour, logger, metrics }: JudgeParts): Promise<void> {
  try {
    const judged = await judgeHour();
    if (judged !== undefined) {
      metrics.hour(judged);
      logNew(logger, judged);
    }
  } catch (error) {
    logger.error('Delivery of an hour not judged', { error: error as Error });
  }
}

/** Names the places once an hour, because metrics only count them. */
function logNew(logger: Logger, { hour, isNew, places, silent, missed }: JudgedHour): void {
  if (isNew && silent.length + missed.length > 0) {
    logger.warn('Places not heard from', {
      hour: new Date(hour * 1000).toISOString(),
      places,
      silent: namesOf(silent),
      missedByEventBridge: namesOf(missed),
    });
  }
}

function namesOf(places: readonly Place[]) {
  const names = places.map(({ account, region }) => `${account} ${region}`);
  return { count: names.length, first: names.slice(0, MAX_LOGGED_PLACES) };
}
