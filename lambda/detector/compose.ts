import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { createDetector } from '../../src/engine/detector';
import { CLIENT_OPTIONS } from '../shared/client-options';
import { readDeployedEntries } from '../shared/deployed-entries';
import { createDeployedMemory } from '../shared/deployed-memory';
import { createDetectorAllowlist } from './allowlist';
import type { HandlerParts } from './create-handler';
import { createDetectorMetrics } from './detector-metrics';
import type { Environment } from './env';

/** Assembles the function. This is the only place that chooses its adapters. */
export function compose(environment: Environment): HandlerParts {
  const { tableName, topicArn, archiveTopicArn, detectionConfig, monitoredRegions } = environment;
  const clock = Date.now;
  const allowlist = createDetectorAllowlist(readDeployedEntries(environment.allowlistFile), clock);
  const { rules, maxTrackedCalls, eventDataStore, ...settings } =
    parseDetectionConfig(detectionConfig);
  const logger = new Logger();
  const client = new DynamoDBClient(CLIENT_OPTIONS);
  const store = createDynamoDbSweepStore({
    client,
    tableName,
    limits: { maxTrackedCalls },
    retentionSeconds: Math.max(settings.lateEventHours * 3600, settings.renotifyMinutes * 60),
    clock,
    digest: sha256Digest,
    uniqueToken: randomUUID,
  });
  const { memory, learner } = createDeployedMemory({
    client,
    tableName,
    store,
    settings: rules,
    clock,
    logger,
  });
  return {
    detector: createDetector({
      store,
      notifier: createSnsNotifier({
        client: new SNSClient(CLIENT_OPTIONS),
        topicArns: { people: topicArn, archive: archiveTopicArn },
        render: { regions: monitoredRegions, eventDataStore },
      }),
      clock,
      digest: sha256Digest,
      settings: rules,
      memory,
      learner,
      noteOf: allowlist.noteOf,
      ...settings,
    }),
    parseOptions: { settings: rules, digest: sha256Digest },
    logger,
    metrics: createDetectorMetrics(monitoredRegions),
    allowlist,
  };
}
