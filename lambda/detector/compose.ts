import { sha256Digest } from '../../src/adapters/sha256-digest';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { indexWatches } from '../../src/detection/watched/match-watch';
import { watchedCategories, watchesOf } from '../../src/detection/watched/watch-catalog';
import { createDetector } from '../../src/engine/detector';
import { createDeployment, readDeployedEntries } from '../shared/deployment';
import { readList } from '../shared/environment';
import { createDetectorAllowlist } from './allowlist';
import type { HandlerParts } from './create-handler';
import { createDetectorMetrics } from './detector-metrics';
import type { Environment } from './env';
import { createPublishSynthetic } from './synthetic';

/** Assembles the function. */
export function compose(environment: Environment): HandlerParts {
  const config = parseDetectionConfig(environment.detectionConfig);
  const { rules } = config;
  const { logger, ...parts } = createDeployment(environment, config);
  const entries = readDeployedEntries(environment.allowlistFile);
  const allowlist = createDetectorAllowlist(entries, parts.clock);
  const detectorParts = {
    ...config,
    ...parts,
    digest: sha256Digest,
    settings: rules,
    noteOf: allowlist.noteOf,
  };
  const { heartbeatRoleArn: roleArn } = environment;
  return {
    detector: createDetector(detectorParts),
    parseOptions: { settings: rules, digest: sha256Digest },
    watches: indexWatches(watchesOf(watchedCategories(config.watch))),
    logger,
    metrics: createDetectorMetrics(readList(environment.monitoredRegions)),
    allowlist,
    heartbeat:
      roleArn === undefined
        ? undefined
        : { roleArn, publishSynthetic: createPublishSynthetic(detectorParts, roleArn) },
  };
}
