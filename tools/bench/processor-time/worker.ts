/**
 * Measures the processor time of the handler, in a process of its own: `node --import tsx tools/bench/processor-time/worker.ts`.
 * What the handler logs goes to standard output, as in Lambda; the figures go to file descriptor 3, as JSON.
 */
import { writeSync } from 'node:fs';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { createDetectorMetrics } from '../../../lambda/detector/detector-metrics';
import { CLIENT_OPTIONS } from '../../../lambda/shared/client-options';
import { createTable } from '../../../src/adapters/dynamodb/create-table';
import { startEmbeddedDynamoDb } from '../../../src/adapters/dynamodb/embedded-dynamodb';
import { createMemorySweepStore } from '../../../src/adapters/memory/memory-sweep-store';
import { createSnsNotifier } from '../../../src/adapters/sns/sns-notifier';
import { DEFAULT_CONFIG } from '../../../src/config/defaults';
import type { Clock } from '../../../src/ports/clock';
import type { SweepStore } from '../../../src/ports/sweep-store';
import { localStore, TABLE_NAME } from '../dynamodb/local-store';
import { localFunction } from '../local-function';
import { median } from '../statistics';
import { realisticDay } from '../traffic/day';
import { directInvocations, type Invocation, queueInvocations } from '../traffic/invocations';
import { alwaysAnswer, createAnswers } from './answers';

/** The first events of the day. */
const EVENTS = 1000;

/** Runs over all of these events that count, and those before them, in which the code becomes warm. */
const RUNS = 7;
const WARM_UP = 2;

const CONNECTION = {
  ...CLIENT_OPTIONS,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

const PUBLISHED =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>00000000-0000-4000-8000-000000000001</MessageId></PublishResult></PublishResponse>';

type OpenStore = (clock: Clock) => SweepStore;

/** Invokes a handler that begins with an empty memory. */
async function run(invocations: readonly Invocation[], openStore: OpenStore): Promise<void> {
  let now = 0;
  const clock = () => now;
  const client = new SNSClient({ ...CONNECTION, requestHandler: alwaysAnswer(PUBLISHED) });
  const topicArn = 'arn:aws:sns:us-east-1:111122223333:RegionSweep-Findings';
  const handler = localFunction({
    store: openStore(clock),
    notifier: createSnsNotifier({ client, topicArns: { people: topicArn, archive: topicArn } }),
    clock,
    metrics: createDetectorMetrics(DEFAULT_CONFIG.regions),
  });
  for (const { at, payload } of invocations) {
    now = at;
    await handler(payload);
  }
}

/** Microseconds of user and system time for each event. */
async function microsecondsPerEvent(
  invocations: readonly Invocation[],
  openStore: () => OpenStore,
): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP + RUNS; turn += 1) {
    const before = process.cpuUsage();
    await run(invocations, openStore());
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / EVENTS);
  }
  return median(times.slice(WARM_UP));
}

/** A DynamoDB client that gives the answers which an embedded DynamoDB gave to the same invocations before. */
async function answeredClient(invocations: readonly Invocation[]): Promise<() => DynamoDBClient> {
  const server = await startEmbeddedDynamoDb();
  const connection: DynamoDBClientConfig = { ...CONNECTION, endpoint: server.endpoint };
  const client = new DynamoDBClient(connection);
  await createTable(client, TABLE_NAME);
  const answers = createAnswers();
  const requestHandler = answers.record(client.config.requestHandler);
  await run(invocations, (clock) =>
    localStore(new DynamoDBClient({ ...connection, requestHandler }), clock),
  );
  client.destroy();
  await server.stop();
  return () => new DynamoDBClient({ ...connection, requestHandler: answers.replay() });
}

async function main(): Promise<void> {
  const deliveries = realisticDay().slice(0, EVENTS);
  const figures: Record<string, number> = {};
  for (const [name, invocations] of [
    ['direct', directInvocations(deliveries, 1)],
    ['queue', queueInvocations(deliveries, 1)],
  ] as const) {
    const createClient = await answeredClient(invocations);
    figures[name] = await microsecondsPerEvent(invocations, () => {
      const client = createClient();
      return (clock) => localStore(client, clock);
    });
    figures[`${name}-in-memory`] = await microsecondsPerEvent(
      invocations,
      () => () => createMemorySweepStore(DEFAULT_CONFIG),
    );
  }
  writeSync(3, JSON.stringify({ figures, events: EVENTS, runs: RUNS }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
