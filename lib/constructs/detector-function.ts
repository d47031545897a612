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
  /** Where people are told of findings. */
  readonly findingsTopic: NotificationTopic;
  /** Where findings are published that people are not told of. */
  readonly archiveTopic: NotificationTopic;
  /** Regions that metrics tell apart; calls of any other are counted together. */
  readonly metricRegions: readonly string[];
  /** File with the allow-list in the code, if there is one. */
  readonly allowlistFile?: string | undefined;
}

/** The function that counts calls and publishes findings, with all that it may do. */
export class DetectorFunction extends Construct {
  readonly function: ProjectFunction;

  constructor(scope: Construct, id: string, props: DetectorFunctionProps) {
    super(scope, id);
    const { code, config, stateTable, findingsTopic, archiveTopic, metricRegions, allowlistFile } =
      props;
    this.function = new ProjectFunction(this, 'Function', {
      description: 'RegionSweep: counts calls per principal and region and publishes findings',
      code,
      memorySize: 512,
      // Below the 40 s for which a process claims a notification. A call is tried again after a minute at the
      // earliest: when a process dies while it publishes, its claim is over by then and the retry makes it good.
      timeout: Duration.seconds(20),
      environment: {
        TABLE_NAME: stateTable.table.tableName,
        TOPIC_ARN: findingsTopic.topic.topicArn,
        ARCHIVE_TOPIC_ARN: archiveTopic.topic.topicArn,
        DETECTION_CONFIG: serializeDetectionConfig(config),
        METRIC_REGIONS: metricRegions.join(','),
        ...(allowlistFile !== undefined && { ALLOWLIST_FILE: allowlistFile }),
      },
    });
    stateTable.grantDetection(this.function.lambda);
    for (const topic of [findingsTopic, archiveTopic]) {
      topic.grantPublishing(this.function.lambda);
    }
  }
}
