import { S3Client } from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from '../../lambda/shared/client-options';
import { createHandler } from '../../lambda/trail-reader/create-handler';
import type { TrailMetrics } from '../../lambda/trail-reader/trail-metrics';
import { createDynamoDbDeliveries } from '../../src/adapters/dynamodb/dynamodb-deliveries';
import { createS3TrailObjects } from '../../src/adapters/s3/trail-objects';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { DetectionConfig } from '../../src/config/config';
import type { TrailObjects } from '../../src/ports/trail-objects';
import { TRAIL_BUCKET } from '../support/trail-files';
import { connectProcess, LOCAL, type Services, SILENT } from './detector-process';
import { type LambdaProcess, type ProcessControl, startProcess } from './platform/lambda-process';
import { TRAIL_PLATFORM_SETTINGS } from './platform/settings';
import type { Timeline } from './platform/timeline';
import type { Requests } from './requests';

const NO_METRICS: TrailMetrics = {
  outcome() {},
  file() {},
  notRead() {},
  hour() {},
  write() {},
};

/**
 * A process with the handler as `lambda/trail-reader/compose.ts` composes it, with the differences of
 * `startDetectorProcess`. It does not judge hours: `test/collection/delivery/judge-hours.test.ts` has the faults of that.
 */
export function startReaderProcess(
  services: Services,
  config: DetectionConfig,
  timeline: Timeline,
  requests: Requests,
): LambdaProcess {
  return startProcess(
    timeline,
    (control) => {
      const s3 = new S3Client({
        ...LOCAL,
        maxAttempts: CLIENT_OPTIONS.maxAttempts,
        endpoint: services.s3.endpoint,
        forcePathStyle: true,
        requestHandler: services.s3Handler,
      });
      requests.watch(s3, control);
      const { dynamoDb, detector } = connectProcess(services, config, timeline, requests, control);
      const handle = createHandler({
        place: { bucket: TRAIL_BUCKET, prefix: '' },
        reader: {
          objects: withBreaks(createS3TrailObjects(s3), requests, control),
          detector,
          parseOptions: { settings: config.rules, digest: sha256Digest },
          watches: new Map(),
          pause: control.pause,
          isProbe: () => false,
        },
        clock: () => timeline.now,
        logger: SILENT,
        metrics: NO_METRICS,
        deliveries: createDynamoDbDeliveries({
          client: dynamoDb,
          tableName: services.tableName,
          digest: sha256Digest,
        }),
        judgeHour: async () => undefined,
      });
      const context = { getRemainingTimeInMillis: () => control.deadline - timeline.now };
      return (event) => handle(event, context);
    },
    TRAIL_PLATFORM_SETTINGS.timeoutMs,
  );
}

/** The second half of an object is a request of its own, so that faults hit it. */
function withBreaks(
  objects: TrailObjects,
  requests: Requests,
  control: ProcessControl,
): TrailObjects {
  return {
    async open(bucket, key) {
      const blocks = await objects.open(bucket, key);
      return (async function* () {
        const bytes: Uint8Array[] = [];
        for await (const block of blocks) {
          bytes.push(block);
        }
        const all = Buffer.concat(bytes);
        yield all.subarray(0, all.length / 2);
        yield await requests.step({ service: 'S3', command: 'GetRest' }, control, async () =>
          all.subarray(all.length / 2),
        );
      })();
    },
  };
}
