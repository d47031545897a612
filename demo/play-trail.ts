import { createTable } from '../src/adapters/dynamodb/create-table';
import { startEmbeddedDynamoDb } from '../src/adapters/dynamodb/embedded-dynamodb';
import { createLocalClient } from '../src/adapters/dynamodb/local-client';
import type { AllowlistEntry } from '../src/allowlist/fields';
import { textOf } from '../src/detection/json';
import { readDeliveredEvents } from './delivered-events';
import { loadDeployedFunctions } from './deployed-functions';
import { startLocalEvents } from './local-events';
import { startLocalTopic, type TopicMessage } from './local-topic';

const TABLE_NAME = 'regionsweep';

/** What happened to a trail's records. */
export interface PlayedTrail {
  readonly records: number;
  readonly calls: number;
  readonly watchedCalls: number;
  /** In the order of publication. */
  readonly messages: readonly TopicMessage[];
}

/**
 * Plays a trail through the deployed functions: each event reaches the detector some minutes after its call,
 * and each notification reaches the follow-up function. State lives in an embedded DynamoDB. The clock of
 * the process follows the trail, so every run gives the same messages.
 */
export async function playTrail(
  folder: string,
  allowlist: readonly AllowlistEntry[],
): Promise<PlayedTrail> {
  const [dynamoDb, topic, localEvents] = await Promise.all([
    startEmbeddedDynamoDb(),
    startLocalTopic(),
    startLocalEvents(),
  ]);
  const client = createLocalClient(dynamoDb.endpoint);
  await createTable(client, TABLE_NAME);
  const systemNow = Date.now;
  let now = systemNow();
  // Before the functions load: they keep the function they find.
  Date.now = () => now;
  const functions = loadDeployedFunctions({
    dynamoDbEndpoint: dynamoDb.endpoint,
    snsEndpoint: topic.endpoint,
    eventsEndpoint: localEvents.endpoint,
    tableName: TABLE_NAME,
    allowlist,
  });
  let followed = 0;
  /** Invokes a function at a time, and the follow-up function with each notification that comes of it. */
  const invokeAt = async (at: number, invoke: () => Promise<void>) => {
    now = at;
    await invoke();
    for (; followed < topic.messages.length; followed += 1) {
      await functions.followUp(snsEvent(topic.messages[followed] as TopicMessage));
    }
  };
  const invokeDue = async (until: number) => {
    for (let due = localEvents.takeDue(until); due; due = localEvents.takeDue(until)) {
      const { at, event } = due;
      await invokeAt(at, () => functions.followUp(event));
    }
  };
  try {
    const { events, records } = await readDeliveredEvents(folder);
    for (const { event, at } of events) {
      await invokeDue(at);
      await invokeAt(at, () => functions.detect(event));
    }
    await invokeDue(Number.POSITIVE_INFINITY);
    const count = (ofWatched: boolean): number => {
      const counted = events.filter(({ isWatched }) => isWatched === ofWatched);
      return new Set(counted.map(({ event }) => textOf(event.detail, 'eventID'))).size;
    };
    return { records, calls: count(false), watchedCalls: count(true), messages: topic.messages };
  } finally {
    Date.now = systemNow;
    functions.remove();
    client.destroy();
    await Promise.all([topic.stop(), localEvents.stop(), dynamoDb.stop()]);
  }
}

/** The event by which SNS invokes a function. */
function snsEvent({ topicArn, bodies, attributes }: TopicMessage): unknown {
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, Value]) => [name, { Type: 'String', Value }]),
  );
  return {
    Records: [{ Sns: { TopicArn: topicArn, Message: bodies['default'], MessageAttributes } }],
  };
}
