import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { createDynamoDbAllowance } from '../../src/adapters/dynamodb/dynamodb-allowance';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { createDynamoDbWatchedCalls } from '../../src/adapters/dynamodb/dynamodb-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import { parseDeployedAllowlist } from '../../src/allowlist/deployed-allowlist';
import type { AllowlistEntry } from '../../src/allowlist/fields';
import type { DetectionConfig } from '../../src/config/config';
import { HABIT_SECONDS } from '../../src/detection/watched/calls-of-incident';
import { createAlertBound } from '../../src/engine/alert-bound';
import { retentionSeconds } from '../../src/engine/retention';
import { createWatching } from '../../src/engine/watching';
import { CLIENT_OPTIONS } from './client-options';
import { createDeployedMemory } from './deployed-memory';
import { type FINDING_VARIABLES, readList } from './environment';

type FindingEnvironment = Readonly<Record<keyof typeof FINDING_VARIABLES, string>>;

/**
 * What the functions that handle incidents have in common: the table, the topics, the bound, the clock and the log.
 *
 * @param notesArrival whether the function has its calls from EventBridge.
 */
export function createDeployment(
  { tableName, topicArn, archiveTopicArn, monitoredRegions }: FindingEnvironment,
  config: DetectionConfig,
  notesArrival = false,
) {
  const { rules, maxTrackedCalls, eventDataStore } = config;
  const clock = Date.now;
  const logger = new Logger();
  const client = new DynamoDBClient(CLIENT_OPTIONS);
  const store = createDynamoDbSweepStore({
    client,
    tableName,
    limits: { maxTrackedCalls },
    retentionSeconds: retentionSeconds(config),
    clock,
    digest: sha256Digest,
    uniqueToken: randomUUID,
    notesArrival,
  });
  // A retry by the client could publish a message twice, where only the answer of SNS was lost. A later invocation retries.
  const sns = new SNSClient({ ...CLIENT_OPTIONS, maxAttempts: 1 });
  const notifier = createSnsNotifier({
    client: sns,
    topicArns: { people: topicArn, archive: archiveTopicArn },
    render: { regions: readList(monitoredRegions), eventDataStore },
  });
  const waiting = {
    allowance: createDynamoDbAllowance({ client, tableName, digest: sha256Digest }),
    clock,
    sleep: (milliseconds: number) => sleep(milliseconds),
    onFailure(error: unknown): void {
      logger.error('Bound not available; sending without it', { error: error as Error });
    },
  };
  const watchedCalls = createDynamoDbWatchedCalls({
    client,
    tableName,
    retentionSeconds: retentionSeconds(config) + HABIT_SECONDS,
    clock,
    digest: sha256Digest,
  });
  return {
    clock,
    logger,
    store,
    watching: createWatching({ watchedCalls, clock, digest: sha256Digest }),
    notifier,
    bound: createAlertBound({ ...waiting, maxAgeSeconds: config.lateEventHours * 3600 }),
    waiting,
    clients: { dynamoDb: client, sns },
    ...createDeployedMemory({ client, tableName, store, settings: rules, clock, logger }),
  };
}

/**
 * The allow-list entries in a file next to the code, or an empty list without a file.
 *
 * @throws ConfigError if the stack did not write the file.
 */
export function readDeployedEntries(file: string | undefined): readonly AllowlistEntry[] {
  return file === undefined
    ? []
    : parseDeployedAllowlist(readFileSync(resolve(__dirname, file), 'utf8'));
}
