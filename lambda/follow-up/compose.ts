import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SNSClient } from '@aws-sdk/client-sns';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { createEventBusOutlet } from '../../src/adapters/eventbridge/event-bus-outlet';
import { createSchedulerCloseTimer } from '../../src/adapters/scheduler/close-timer';
import { createSecurityHubOutlet } from '../../src/adapters/securityhub/security-hub-outlet';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import { noteOf } from '../../src/allowlist/note-of';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { createCloser } from '../../src/engine/closer';
import { createJudge } from '../../src/engine/judge';
import { CLIENT_OPTIONS } from '../shared/client-options';
import { readDeployedEntries } from '../shared/deployed-entries';
import { createDeployedMemory } from '../shared/deployed-memory';
import type { FollowUpParts } from './create-handler';
import type { Environment } from './env';

/** Assembles the function. This is the only place that chooses its adapters. */
export function compose(environment: Environment): FollowUpParts {
  const { rules, severity, notifyFrom, lateEventHours, maxTrackedCalls } = parseDetectionConfig(
    environment.detectionConfig,
  );
  const { securityHubProductArn } = environment;
  const clock = Date.now;
  const entries = readDeployedEntries(environment.allowlistFile);
  const { tableName } = environment;
  const logger = new Logger();
  const client = new DynamoDBClient(CLIENT_OPTIONS);
  const store = createDynamoDbSweepStore({
    client,
    tableName,
    limits: { maxTrackedCalls },
    retentionSeconds: lateEventHours * 3600,
    clock,
    digest: sha256Digest,
    uniqueToken: randomUUID,
  });
  const { memory } = createDeployedMemory({
    client,
    tableName,
    store,
    settings: rules,
    clock,
    logger,
  });
  const scheduler = new SchedulerClient(CLIENT_OPTIONS);
  return {
    closer: createCloser({
      store,
      notifier: createSnsNotifier({
        client: new SNSClient(CLIENT_OPTIONS),
        topicArns: { people: environment.topicArn, archive: environment.archiveTopicArn },
      }),
      clock,
      judge: createJudge({
        store,
        settings: rules,
        severity,
        memory,
        noteOf: (finding) => noteOf(finding, entries, clock()),
      }),
      notifyFrom,
    }),
    timerFor: (functionArn) =>
      createSchedulerCloseTimer({
        client: scheduler,
        functionArn,
        groupName: environment.scheduleGroup,
        roleArn: environment.scheduleRoleArn,
        deadLetterArn: environment.deadLetterArn,
      }),
    outlets: [
      createEventBusOutlet(new EventBridgeClient(CLIENT_OPTIONS), environment.busName),
      ...(securityHubProductArn === undefined
        ? []
        : [createSecurityHubOutlet(new SecurityHubClient(CLIENT_OPTIONS), securityHubProductArn)]),
    ],
    clock,
    logger,
  };
}
