import { Logger } from '@aws-lambda-powertools/logger';
import { EC2Client } from '@aws-sdk/client-ec2';
import { CLIENT_OPTIONS } from '../shared/client-options';
import { createPowertoolsMetrics } from '../shared/write-metrics';
import type { HeartbeatParts } from './create-handler';
import type { Environment } from './env';

/** Identifies the calls of the heartbeat in CloudTrail. */
const USER_AGENT = 'regionsweep-heartbeat';

/** Assembles the function. */
export function compose(environment: Environment): HeartbeatParts {
  return {
    ...environment,
    clock: Date.now,
    logger: new Logger(),
    metrics: createPowertoolsMetrics(),
    clientFor: (region) =>
      new EC2Client({ ...CLIENT_OPTIONS, region, customUserAgent: USER_AGENT }),
  };
}
