import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { createHandler } from '../../lambda/detector/create-handler';
import { CLIENT_OPTIONS } from '../../lambda/shared/client-options';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import { createSnsNotifier } from '../../src/adapters/sns/sns-notifier';
import type { DetectionConfig } from '../../src/config/config';
import { type Closer, createCloser } from '../../src/engine/closer';
import { createDetector } from '../../src/engine/detector';
import { createJudge } from '../../src/engine/judge';
import type { SweepStore } from '../../src/ports/sweep-store';
import type { LocalS3 } from '../support/local-s3';
import { TOPIC_ARNS } from './inbox';
import { type LambdaProcess, type ProcessControl, startProcess } from './platform/lambda-process';
import type { Timeline } from './platform/timeline';
import type { Requests } from './requests';

/** Clients of DynamoDB and SNS. All processes share their connections. */
export interface Services {
  readonly tableName: string;
  readonly dynamoDb: DynamoDBClient;
  readonly sns: SNSClient;
  readonly s3: LocalS3;
  /** The connections to `s3`. */
  readonly s3Handler: S3ClientConfig['requestHandler'];
}

export const LOCAL = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

export const SILENT = new Logger({ logLevel: 'SILENT' });

export function connectServices(
  tableName: string,
  endpoints: { readonly dynamoDb: string; readonly sns: string },
  s3: LocalS3,
): Services {
  return {
    tableName,
    dynamoDb: new DynamoDBClient({ ...LOCAL, endpoint: endpoints.dynamoDb }),
    sns: new SNSClient({ ...LOCAL, endpoint: endpoints.sns }),
    s3,
    s3Handler: new S3Client({ ...LOCAL }).config.requestHandler,
  };
}

/** A store outside the processes, which no fault hits. */
export function openStore(
  { dynamoDb, tableName }: Services,
  { maxTrackedCalls, lateEventHours }: DetectionConfig,
  timeline: Timeline,
  notesArrival = false,
): SweepStore {
  return createDynamoDbSweepStore({
    client: dynamoDb,
    tableName,
    limits: { maxTrackedCalls },
    retentionSeconds: lateEventHours * 3600,
    clock: () => timeline.now,
    digest: sha256Digest,
    uniqueToken: randomUUID,
    notesArrival,
  });
}

/** A closer outside the processes, which no fault hits. */
export function openCloser(
  services: Services,
  config: DetectionConfig,
  timeline: Timeline,
): Closer {
  const store = openStore(services, config, timeline);
  const { rules: settings, severity, notifyFrom, renotifyMinutes, lateEventHours } = config;
  const parts = { store, settings, severity, notifyFrom, digest: sha256Digest };
  return createCloser({
    ...parts,
    judge: createJudge(parts),
    notifier: createSnsNotifier({ client: services.sns, topicArns: TOPIC_ARNS }),
    clock: () => timeline.now,
    renotifyMinutes,
    lateEventHours,
  });
}

/**
 * A process with the handler as `lambda/detector/compose.ts` composes it, with four differences: its clock is the
 * timeline, its clients use local endpoints, it writes no log, and nothing bounds its alerts
 * (`test/engine/alert-bound.test.ts` has faults of the bound). Faults time requests out, not the clients, because a
 * slow machine must not look like a fault.
 */
export function startDetectorProcess(
  services: Services,
  config: DetectionConfig,
  timeline: Timeline,
  requests: Requests,
): LambdaProcess {
  return startProcess(timeline, (control) =>
    createHandler({
      detector: connectProcess(services, config, timeline, requests, control, true).detector,
      parseOptions: { settings: config.rules, digest: sha256Digest },
      logger: SILENT,
      metrics: { record: () => {} },
    }),
  );
}

/**
 * The clients of a process, and the detector on them.
 *
 * @param notesArrival whether EventBridge brings its calls.
 */
export function connectProcess(
  services: Services,
  config: DetectionConfig,
  timeline: Timeline,
  requests: Requests,
  control: ProcessControl,
  notesArrival = false,
) {
  const { maxAttempts } = CLIENT_OPTIONS;
  const { endpoint, requestHandler } = services.dynamoDb.config;
  const dynamoDb = new DynamoDBClient({ ...LOCAL, maxAttempts, endpoint, requestHandler });
  const sns = new SNSClient({
    ...LOCAL,
    // As `lambda/shared/deployment.ts` does: the claim and the platform retry a publish.
    maxAttempts: 1,
    endpoint: services.sns.config.endpoint,
    requestHandler: services.sns.config.requestHandler,
  });
  requests.watch(dynamoDb, control);
  requests.watch(sns, control);
  const { rules, severity, notifyFrom, renotifyMinutes, lateEventHours } = config;
  const detector = createDetector({
    store: openStore({ ...services, dynamoDb }, config, timeline, notesArrival),
    notifier: createSnsNotifier({ client: sns, topicArns: TOPIC_ARNS }),
    clock: () => timeline.now,
    digest: sha256Digest,
    settings: rules,
    severity,
    notifyFrom,
    renotifyMinutes,
    lateEventHours,
  });
  return { dynamoDb, detector };
}
