import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { startLocalTopic } from '../../../demo/local-topic';
import { bundleHandler } from '../../../lib/handler-bundle';
import { createTable } from '../../../src/adapters/dynamodb/create-table';
import { startEmbeddedDynamoDb } from '../../../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../../../src/adapters/dynamodb/local-client';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import { serializeDetectionConfig } from '../../../src/config/detection-config';
import { startS3StandIn } from '../../../test/support/s3-stand-in';
import { TABLE_NAME } from '../local-function';
import { BUCKET, queueEvent } from '../traffic/trail-files';
import type { InvocationUse } from './reader-process';

const TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:regionsweep';

/** The deployed trail reader in processes of its own, on stand-ins for S3, DynamoDB and SNS. */
export interface ReaderProcesses {
  /** Starts a process. */
  start(): ReaderProcess;
  /** Alerts and archived notifications so far. */
  published(): number;
  stop(): Promise<void>;
}

interface ReaderProcess {
  /** Invokes the function with the messages about some files. @throws Error when it does not read all of them. */
  read(keys: readonly string[]): Promise<InvocationUse>;
  stop(): void;
}

/** @param objects by key. */
export async function startReaderProcesses(
  objects: Readonly<Record<string, Buffer>>,
): Promise<ReaderProcesses> {
  const folder = mkdtempSync(path.join(tmpdir(), 'regionsweep-reader-'));
  bundleHandler('trail-reader', folder);
  const program = path.join(folder, 'reader-process.cjs');
  buildSync({
    entryPoints: [path.join(__dirname, 'reader-process.ts')],
    outfile: program,
    platform: 'node',
    format: 'cjs',
  });
  const [dynamoDb, topic, s3] = await Promise.all([
    startEmbeddedDynamoDb(),
    startLocalTopic(),
    startS3StandIn({ bucket: BUCKET, objects }),
  ]);
  const client = createLocalClient(dynamoDb.endpoint);
  await createTable(client, TABLE_NAME);
  client.destroy();
  const env = {
    TABLE_NAME,
    TOPIC_ARN,
    ARCHIVE_TOPIC_ARN: `${TOPIC_ARN}-archive`,
    DETECTION_CONFIG: serializeDetectionConfig(DEFAULT_CONFIG),
    MONITORED_REGIONS: DEFAULT_CONFIG.regions.join(','),
    TRAIL_BUCKET: BUCKET,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: s3.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
    AWS_ENDPOINT_URL_SNS: topic.endpoint,
  };
  const children: ChildProcess[] = [];
  return {
    start() {
      const child = fork(program, [path.join(folder, 'index.js')], {
        env,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      children.push(child);
      return { read: (keys) => invoke(child, keys), stop: () => void child.kill() };
    },
    published: () => topic.messages.length,
    async stop() {
      children.forEach((child) => void child.kill());
      await Promise.all([dynamoDb.stop(), topic.stop(), s3.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

async function invoke(child: ChildProcess, keys: readonly string[]): Promise<InvocationUse> {
  const listening = new AbortController();
  const { signal } = listening;
  const first = Promise.race([once(child, 'message', { signal }), once(child, 'exit', { signal })]);
  child.send(queueEvent(keys));
  const [use] = (await first) as [InvocationUse | number];
  listening.abort();
  if (typeof use !== 'object' || JSON.stringify(use.answer) !== '{"batchItemFailures":[]}') {
    throw new Error(`The trail reader did not read ${keys[0]}: ${JSON.stringify(use)}.`);
  }
  return use;
}
