import { setTimeout as pause } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoDbDeliveries } from '../../src/adapters/dynamodb/dynamodb-deliveries';
import { createS3TrailObjects } from '../../src/adapters/s3/trail-objects';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createHourJudge } from '../../src/collection/delivery/judge-hours';
import { CLIENT_OPTIONS } from '../shared/client-options';
import { createDeployedDetector } from '../shared/deployed-detector';
import { readList } from '../shared/environment';
import type { HandlerParts } from './create-handler';
import type { Environment } from './env';
import { createTrailMetrics } from './trail-metrics';

/** Assembles the function. */
export function compose(environment: Environment): HandlerParts {
  const { detector, detectorParts, parseOptions, watches, logger } =
    createDeployedDetector(environment);
  const { trailBucket, trailPrefix = '', trailRegion, heartbeatRoleArn, endpoint } = environment;
  const client = new S3Client({
    ...CLIENT_OPTIONS,
    ...(trailRegion !== undefined && { region: trailRegion }),
    ...(endpoint !== undefined && { forcePathStyle: true }),
  });
  const { clock, clients, waiting } = detectorParts;
  const deliveries = createDynamoDbDeliveries({
    client: clients.dynamoDb,
    tableName: environment.tableName,
    digest: sha256Digest,
  });
  const comparesPaths = environment.comparesPaths !== undefined;
  return {
    place: { bucket: trailBucket, prefix: trailPrefix },
    reader: {
      objects: createS3TrailObjects(client),
      detector,
      parseOptions,
      watches,
      pause,
      isProbe: ({ caller }) =>
        heartbeatRoleArn !== undefined && caller.roleArn === heartbeatRoleArn,
    },
    clock,
    logger,
    deliveries,
    judgeHour: createHourJudge({ deliveries, allowance: waiting.allowance, clock, comparesPaths }),
    metrics: createTrailMetrics(readList(environment.monitoredRegions)),
  };
}
