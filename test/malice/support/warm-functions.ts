import { type LocalTopic, startLocalTopic } from '../../../demo/local-topic';
import { compose } from '../../../lambda/detector/compose';
import { createHandler, type EventResult } from '../../../lambda/detector/create-handler';
import type { DetectionConfig } from '../../../src/config/config';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import { serializeDetectionConfig } from '../../../src/config/detection-config';
import type { GroupBy, Windowing } from '../../../src/detection/model';
import { settingsOf } from '../../support/calls';
import { TABLE_NAME } from '../../support/embedded-store';
import { type MeteredDynamoDb, startMeteredDynamoDb } from './metered-dynamodb';
import { captureWrittenLog, type WrittenLog } from './written-log';

/** A function as Lambda keeps it warm: one process, which handles one event at a time. */
export type WarmFunction = (event: unknown) => Promise<EventResult>;

/** Where functions run, and what they produce. */
export interface Surroundings {
  readonly database: MeteredDynamoDb;
  readonly topic: LocalTopic;
  readonly log: WrittenLog;
  /** Starts another process of the function. */
  start(config?: Partial<DetectionConfig>): WarmFunction;
  stop(): Promise<void>;
}

/** The regions that have metrics of their own. */
export const MONITORED_REGIONS = ['us-east-1', 'eu-central-1'];

/** The settings of every rule, with overrides. */
export function configOf(
  settings: { readonly windowing?: Windowing; readonly groupBy?: GroupBy } = {},
): DetectionConfig {
  return { ...DEFAULT_CONFIG, rules: settingsOf(settings) };
}

/** Surroundings with the function's environment set; {@link Surroundings.stop} ends it all. */
export async function startSurroundings(): Promise<Surroundings> {
  const database = await startMeteredDynamoDb();
  const topic = await startLocalTopic();
  const log = captureWrittenLog();
  const variables = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    AWS_ENDPOINT_URL_SNS: topic.endpoint,
  };
  Object.assign(process.env, variables);
  return {
    database,
    topic,
    log,
    start: (config = DEFAULT_CONFIG) =>
      createHandler(
        compose({
          tableName: TABLE_NAME,
          topicArn: 'arn:aws:sns:us-east-1:123456789012:regionsweep',
          archiveTopicArn: 'arn:aws:sns:us-east-1:123456789012:regionsweep-record',
          detectionConfig: serializeDetectionConfig({ ...DEFAULT_CONFIG, ...config }),
          monitoredRegions: MONITORED_REGIONS.join(','),
        }),
      ),
    async stop() {
      jest.restoreAllMocks();
      for (const name of Object.keys(variables)) {
        delete process.env[name];
      }
      await topic.stop();
      await database.stop();
    },
  };
}
