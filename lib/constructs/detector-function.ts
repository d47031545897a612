import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RegionSweepConfig } from '../../src/config/config';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import type { NotificationTopic } from './notification-topic';
import { ProjectFunction } from './project-function';
import type { StateTable } from './state-table';

/** What the detector and the follow-up function have in common. */
export interface FindingFunctionProps {
  readonly config: RegionSweepConfig;
  /** File name of the allow-list in the bundle, if there is an allow-list. */
  readonly allowlistFile?: string | undefined;
  readonly stateTable: StateTable;
  /** The topic for alerts. */
  readonly findingsTopic: NotificationTopic;
  /** The topic for findings that send no alert. */
  readonly archiveTopic: NotificationTopic;
  /** Regions that send calls to the hub, its own included. Each has a metric, and alerts count and query them. */
  readonly monitoredRegions: readonly string[];
  /** The role of the heartbeat, if there is one. Its calls are not detected, and its findings are synthetic. */
  readonly heartbeatRoleArn?: string | undefined;
}

/** The environment variables that both functions read. */
export function findingEnvironment(props: FindingFunctionProps) {
  const { config, allowlistFile, stateTable, findingsTopic, archiveTopic, monitoredRegions } =
    props;
  return {
    TABLE_NAME: stateTable.table.tableName,
    TOPIC_ARN: findingsTopic.topic.topicArn,
    ARCHIVE_TOPIC_ARN: archiveTopic.topic.topicArn,
    DETECTION_CONFIG: serializeDetectionConfig(config),
    MONITORED_REGIONS: monitoredRegions.join(','),
    ...(allowlistFile !== undefined && { ALLOWLIST_FILE: allowlistFile }),
    ...(props.heartbeatRoleArn !== undefined && { HEARTBEAT_ROLE_ARN: props.heartbeatRoleArn }),
  };
}

/** The function that counts calls and publishes findings, with its permissions. */
export function createDetectorFunction(
  scope: Construct,
  code: Code,
  props: FindingFunctionProps,
): ProjectFunction {
  const detector = new ProjectFunction(new Construct(scope, 'Detector'), 'Function', {
    description: 'RegionSweep: counts calls per principal and region and publishes findings',
    code,
    memorySize: 512,
    // Shorter than the lease of a claim, 40 s. Lambda retries a call after one minute or later: if a process dies
    // while it publishes, its lease has run out by then, and the retry publishes.
    timeout: Duration.seconds(20),
    environment: findingEnvironment(props),
  });
  props.stateTable.grantDetection(detector.lambda);
  props.findingsTopic.grantPublishing(detector.lambda);
  props.archiveTopic.grantPublishing(detector.lambda);
  return detector;
}
