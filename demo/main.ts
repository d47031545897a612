import path from 'node:path';
import { createTable } from '../src/adapters/dynamodb/create-table';
import { startEmbeddedDynamoDb } from '../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../src/adapters/dynamodb/local-client';
import { readDeliveredEvents } from './delivered-events';
import { ARCHIVE_TOPIC_ARN, loadDeployedFunction } from './deployed-function';
import { startLocalTopic, type TopicMessage } from './local-topic';
import { renderLine, renderMessage } from './render-subscribers';

const SAMPLE_TRAIL = path.join(__dirname, '../examples/sample-trail');
const TABLE_NAME = 'regionsweep';

/** Invocations at a time; Lambda would run more. */
const CONCURRENCY = 16;

/**
 * The main job on one machine: the events of the sample trail go through the function that is deployed, its state
 * is in an embedded DynamoDB, and what it publishes is printed: what people are told, as each subscriber would get it; the record, line by line.
 */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const write = (text: string) => process.stdout.write(`${text}\n`);
  const [dynamoDb, topic] = await Promise.all([startEmbeddedDynamoDb(), startLocalTopic()]);
  const client = createLocalClient(dynamoDb.endpoint);
  await createTable(client, TABLE_NAME);
  const deployed = loadDeployedFunction({
    dynamoDbEndpoint: dynamoDb.endpoint,
    snsEndpoint: topic.endpoint,
    tableName: TABLE_NAME,
  });
  try {
    const { events, records } = await readDeliveredEvents(SAMPLE_TRAIL);
    const waiting = events.values();
    let invocations = 0;
    const work = async () => {
      for (const event of waiting) {
        await deployed.invoke(event);
        invocations += 1;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));

    const isRecord = ({ topicArn }: TopicMessage) => topicArn === ARCHIVE_TOPIC_ARN;
    const toPeople = topic.messages.filter((message) => !isRecord(message));
    toPeople.forEach((message, index) => {
      write(renderMessage(message, index + 1, toPeople.length));
    });
    const seconds = (performance.now() - startedAt) / 1000;
    write(
      [
        '='.repeat(78),
        `${records} records in the sample trail, ${events.length} matched a rule of the event bus,`,
        `${invocations} invocations of the deployed handler, ${topic.messages.length} notifications, ${seconds.toFixed(1)} s.`,
        '',
        `${toPeople.length} to people:`,
        ...toPeople.map(renderLine),
        '',
        'For the record alone, below notifyFrom:',
        ...topic.messages.filter(isRecord).map(renderLine),
      ].join('\n'),
    );
  } finally {
    deployed.remove();
    client.destroy();
    await Promise.all([topic.stop(), dynamoDb.stop()]);
  }
}

// The AWS SDK is pinned to releases that support Node 20; its notice of later ones is no news to the user.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', () => process.exit());

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
