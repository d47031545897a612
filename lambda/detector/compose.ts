import { createDeployedDetector } from '../shared/deployed-detector';
import { readList } from '../shared/environment';
import type { HandlerParts } from './create-handler';
import { createDetectorMetrics } from './detector-metrics';
import type { Environment } from './env';
import { createPublishSynthetic } from './synthetic';

/** Assembles the function. */
export function compose(environment: Environment): HandlerParts {
  const { detectorParts, ...parts } = createDeployedDetector(environment, true);
  const { heartbeatRoleArn: roleArn } = environment;
  return {
    ...parts,
    metrics: createDetectorMetrics(readList(environment.monitoredRegions)),
    heartbeat:
      roleArn === undefined
        ? undefined
        : { roleArn, publishSynthetic: createPublishSynthetic(detectorParts, roleArn) },
  };
}
