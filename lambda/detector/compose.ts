import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import { parseDetectionConfig } from '../../src/config/detection-config';
import { createDetector } from '../../src/engine/detector';
import { CLIENT_OPTIONS } from '../shared/client-options';
import type { HandlerParts } from './create-handler';
import { createDetectorMetrics } from './detector-metrics';
import type { Environment } from './env';

/** Puts the real parts together. The one place that chooses adapters for the function. */
export function compose(environment: Environment): HandlerParts {
  const { tableName, topicArn, recordTopicArn, detectionConfig, metricRegions } = environment;
  const { rules, maxTrackedCalls, ...settings } = parseDetectionConfig(detectionConfig);
  const clock = Date.now;
  const store = createDynamoDbSweepStore({
    client: new DynamoDBClient(CLIENT_OPTIONS),
    tableName,
    limits: { maxTrackedCalls },
    retentionSeconds: Math.max(settings.lateEventHours * 3600, settings.renotifyMinutes * 60),
    clock,
    digest: sha256Digest,
    uniqueToken: randomUUID,
  });
  return {
    detector: createDetector({
      store,
      notifier: createSnsNotifier({
        client: new SNSClient(CLIENT_OPTIONS),
        topicArns: { people: topicArn, record: recordTopicArn },
      }),
      clock,
      digest: sha256Digest,
      settings: rules,
      ...settings,
    }),
    parseOptions: { settings: rules, digest: sha256Digest },
    logger: new Logger(),
    metrics: createDetectorMetrics(metricRegions),
  };
}
