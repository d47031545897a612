import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import { parseDetectionConfig } from '../../src/config/detection-config';
import { createDetector } from '../../src/engine/detector';
import type { HandlerParts } from './create-handler';
import type { Environment } from './env';

/**
 * Requests are cut short and repeated rather than waited for: three attempts fit into the 20 s of an invocation,
 * and every write may be repeated.
 */
const CLIENT_OPTIONS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
} as const;

/** Puts the real parts together. The one place that chooses adapters for the function. */
export function compose({ tableName, topicArn, detectionConfig }: Environment): HandlerParts {
  const { rules, lateEventHours, maxTrackedCalls } = parseDetectionConfig(detectionConfig);
  const clock = Date.now;
  const store = createDynamoDbSweepStore({
    client: new DynamoDBClient(CLIENT_OPTIONS),
    tableName,
    limits: { maxTrackedCalls },
    retentionSeconds: lateEventHours * 3600,
    clock,
    digest: sha256Digest,
    uniqueToken: randomUUID,
  });
  return {
    detector: createDetector({
      store,
      notifier: createSnsNotifier({ client: new SNSClient(CLIENT_OPTIONS), topicArn }),
      clock,
      digest: sha256Digest,
      settings: rules,
      lateEventHours,
    }),
    parseOptions: { settings: rules, digest: sha256Digest },
    logger: new Logger(),
  };
}
