import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { DescribeInstancesCommand, type EC2Client, EC2ServiceException } from '@aws-sdk/client-ec2';
import { METRICS } from '../../src/metrics/metric-catalog';
import type { Clock } from '../../src/ports/clock';
import { writeMetrics } from '../shared/write-metrics';
import type { Environment } from './env';
import { regionInTurn } from './region-in-turn';

export interface HeartbeatParts extends Environment {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Creates a client for a region. The handler destroys it after the call. */
  readonly clientFor: (region: string) => EC2Client;
}

/** The smallest `MaxResults` that `DescribeInstances` accepts. Nobody reads the response. */
const MAX_RESULTS = 5;

/**
 * The Lambda handler that makes one call in the region whose turn it is: one region at a time, so that the heartbeat is
 * never a sweep itself. CloudTrail records every call that AWS answers, even a denied one, so a denied call serves its
 * purpose. Without an answer the invocation fails.
 */
export function createHandler({
  regions,
  seconds,
  clock,
  logger,
  metrics,
  clientFor,
}: HeartbeatParts): () => Promise<void> {
  return async () => {
    const region = regionInTurn(regions, seconds, clock());
    const client = clientFor(region);
    try {
      await client.send(new DescribeInstancesCommand({ MaxResults: MAX_RESULTS }));
      logger.info('Heartbeat answered', { region });
    } catch (error) {
      if (!(error instanceof EC2ServiceException)) {
        throw new Error(
          `EC2 in ${region} did not answer the heartbeat. The next heartbeat there follows in ${regions.length * seconds} s.`,
          { cause: error },
        );
      }
      logger.warn('Heartbeat answered with an error', { region, errorName: error.name });
    } finally {
      client.destroy();
    }
    // The zero announces a call. If no call follows, the region is disconnected and its silence alarm fires.
    writeMetrics(metrics, [{ metric: METRICS.calls, value: 0, dimensions: { region } }]);
  };
}
