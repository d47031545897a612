import { Logger } from '@aws-lambda-powertools/logger';
import { createHandler } from '../lambda/detector/create-handler';
import type { DetectorMetrics } from '../lambda/detector/detector-metrics';
import { sha256Digest } from '../src/adapters/sha256-digest';
import { DEFAULT_CONFIG } from '../src/config/defaults';
import { createDetector } from '../src/engine/detector';
import type { Clock } from '../src/ports/clock';
import type { Notifier } from '../src/ports/notifier';
import type { SweepStore } from '../src/ports/sweep-store';

export interface FunctionParts {
  readonly store: SweepStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly metrics: DetectorMetrics;
}

/** The handler of the detector with the default configuration, as `lambda/detector/compose.ts` puts it together. */
export function localFunction({ store, notifier, clock, metrics }: FunctionParts) {
  const { rules, severity, notifyFrom, renotifyMinutes, lateEventHours } = DEFAULT_CONFIG;
  return createHandler({
    detector: createDetector({
      store,
      notifier,
      clock,
      digest: sha256Digest,
      settings: rules,
      severity,
      notifyFrom,
      renotifyMinutes,
      lateEventHours,
    }),
    parseOptions: { settings: rules, digest: sha256Digest },
    logger: new Logger({ logLevel: 'SILENT' }),
    metrics,
  });
}
