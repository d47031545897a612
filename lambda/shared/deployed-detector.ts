import { sha256Digest } from '../../src/adapters/sha256-digest';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { indexWatches } from '../../src/detection/watched/match-watch';
import { watchedCategories, watchesOf } from '../../src/detection/watched/watch-catalog';
import { createDetector } from '../../src/engine/detector';
import { createDetectorAllowlist } from './allowlist';
import { createDeployment, readDeployedEntries } from './deployment';
import type { FINDING_VARIABLES } from './environment';

type DetectorEnvironment = Readonly<Record<keyof typeof FINDING_VARIABLES, string>> & {
  readonly allowlistFile?: string | undefined;
};

/**
 * The detector, and what reads records for it. Two functions share it: calls reach it by two paths.
 *
 * @param notesArrival whether the function has its calls from EventBridge.
 */
export function createDeployedDetector(environment: DetectorEnvironment, notesArrival = false) {
  const config = parseDetectionConfig(environment.detectionConfig);
  const { rules } = config;
  const { logger, ...parts } = createDeployment(environment, config, notesArrival);
  const entries = readDeployedEntries(environment.allowlistFile);
  const allowlist = createDetectorAllowlist(entries, parts.clock);
  const detectorParts = {
    ...config,
    ...parts,
    digest: sha256Digest,
    settings: rules,
    noteOf: allowlist.noteOf,
  };
  return {
    detector: createDetector(detectorParts),
    detectorParts,
    parseOptions: { settings: rules, digest: sha256Digest },
    watches: indexWatches(watchesOf(watchedCategories(config.watch))),
    logger,
    allowlist,
  };
}
