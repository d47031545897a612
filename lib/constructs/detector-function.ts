import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DetectionConfig } from '../../src/config/config';
import { serializeDetectionConfig } from '../../src/config/detection-config';
import type { NotificationTopic } from './notification-topic';
import { ProjectFunction } from './project-function';
import type { StateTable } from './state-table';

export interface DetectorFunctionProps {
  readonly code: Code;
  readonly config: DetectionConfig;
  readonly stateTable: StateTable;
  /** The topic for alerts. */
  readonly findingsTopic: NotificationTopic;
  /** The topic for findings that send no alert. */
  readonly archiveTopic: NotificationTopic;
  /** Regions that have a metric of their own. The calls of all other regions share one. */
  readonly monitoredRegions: readonly string[];
  /** File name of the allow-list in the bundle, if there is an allow-list. */
  readonly allowlistFile?: string | undefined;
}

/** The function that counts calls and publishes findings, with its permissions. */
export class DetectorFunction extends Construct {
  readonly function: ProjectFunction;

  constructor(scope: Construct, id: string, props: DetectorFunctionProps) {
    super(scope, id);
    const {
      code,
      config,
      stateTable,
      findingsTopic,
      archiveTopic,
      monitoredRegions,
      allowlistFile,
    } = props;
    this.function = new ProjectFunction(this, 'Function', {
      description: 'RegionSweep: counts calls per principal and region and publishes findings',
      code,
      memorySize: 512,
      // Shorter than the lease of a claim, 40 s. Lambda retries a call after one minute or later: if a process dies
      // while it publishes, its lease has run out by then, and the retry publishes.
      timeout: Duration.seconds(20),
      environment: {
        TABLE_NAME: stateTable.table.tableName,
        TOPIC_ARN: findingsTopic.topic.topicArn,
        ARCHIVE_TOPIC_ARN: archiveTopic.topic.topicArn,
        DETECTION_CONFIG: serializeDetectionConfig(config),
        MONITORED_REGIONS: monitoredRegions.join(','),
        ...(allowlistFile !== undefined && { ALLOWLIST_FILE: allowlistFile }),
      },
    });
    stateTable.grantDetection(this.function.lambda);
    for (const topic of [findingsTopic, archiveTopic]) {
      topic.grantPublishing(this.function.lambda);
    }
  }
}
