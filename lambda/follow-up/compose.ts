import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { createDynamoDbBacklog } from '../../src/adapters/dynamodb/dynamodb-backlog';
import { createEventBusOutlet } from '../../src/adapters/eventbridge/event-bus-outlet';
import { createSchedulerTimer } from '../../src/adapters/scheduler/follow-up-timer';
import { createSecurityHubOutlet } from '../../src/adapters/securityhub/security-hub-outlet';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotices } from '../../src/adapters/sns/sns-notices';
import { noteOf } from '../../src/allowlist/note-of';
import { parseDetectionConfig } from '../../src/config/deployed-config';
import { createCloser } from '../../src/engine/closer';
import { createHeldAlerts } from '../../src/engine/held-alerts';
import { createJudge } from '../../src/engine/judge';
import { createLateAlerts } from '../../src/engine/late-alerts';
import { createNoticeBound } from '../../src/engine/notice-bound';
import { METRICS } from '../../src/metrics/metric-catalog';
import { CLIENT_OPTIONS } from '../shared/client-options';
import { createDeployment, readDeployedEntries } from '../shared/deployment';
import { writeMetrics } from '../shared/write-metrics';
import type { FollowUpParts } from './create-handler';
import type { Environment } from './env';

/** Assembles the function. */
export function compose(environment: Environment): FollowUpParts {
  const config = parseDetectionConfig(environment.detectionConfig);
  const { rules, severity, notifyFrom, renotifyMinutes, lateEventHours } = config;
  const deployment = createDeployment(environment, config);
  const { clock, logger, store, notifier, memory, watching, bound, waiting, clients } = deployment;
  const backlog = createDynamoDbBacklog({
    client: clients.dynamoDb,
    tableName: environment.tableName,
    clock,
  });
  const notices = createSnsNotices({
    client: clients.sns,
    findingsTopicArn: environment.topicArn,
    operatorsTopicArn: environment.operatorsTopicArn,
    runbookUrl: environment.runbookUrl,
  });
  const entries = readDeployedEntries(environment.allowlistFile);
  const scheduler = new SchedulerClient(CLIENT_OPTIONS);
  const { securityHubProductArn, heartbeatRoleArn } = environment;
  return {
    archiveTopicArn: environment.archiveTopicArn,
    closer: createCloser({
      store,
      notifier,
      clock,
      judge: createJudge({
        store,
        settings: rules,
        severity,
        notifyFrom,
        digest: sha256Digest,
        memory,
        watching,
        noteOf: (finding) => noteOf(finding, entries, clock()),
      }),
      watching,
      digest: sha256Digest,
      renotifyMinutes,
      lateEventHours,
      bound,
    }),
    heldAlerts: createHeldAlerts({ backlog, notices, clock }),
    lateAlerts: createLateAlerts({ ...waiting, backlog, notifier }),
    noticeBound: createNoticeBound({ ...waiting, backlog, notices }),
    timerFor: (functionArn) =>
      createSchedulerTimer({
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
    synthetic: heartbeatRoleArn === undefined ? undefined : countSynthetic(heartbeatRoleArn),
  };
}

function countSynthetic(roleArn: string) {
  const point = { metric: METRICS.syntheticFindings, value: 1 };
  return { roleArn, count: () => writeMetrics([point]) };
}
