import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { TopicMessage } from '../../../demo/local-topic';
import type { NotificationMessage } from '../../../src/notification/message';
import { itemBytes } from '../../../tools/bench/dynamodb/item-bytes';
import { notificationIn } from '../../faults/inbox';
import { TABLE_NAME } from '../../support/embedded-store';
import { validateFinding } from '../../support/finding-schema';
import { expectFitsSns, expectHarmlessMessage } from '../../support/safe-message';
import type { MeteredDynamoDb } from './metered-dynamodb';
import type { WrittenLog } from './written-log';

/** The largest size of an item with the calls of one window, or with the incidents of one identity, in bytes. */
const MAX_ITEM_BYTES = 16 * 1024;

/** Expects each bucket and each ledger to be small. @returns the size of the largest, in bytes. */
export async function expectSmallItems({ client }: MeteredDynamoDb): Promise<number> {
  let largest = 0;
  let from: Record<string, never> | undefined;
  do {
    const answer = await client.send(
      new ScanCommand({ TableName: TABLE_NAME, ExclusiveStartKey: from }),
    );
    for (const item of answer.Items ?? []) {
      if (/^(?:bucket|ledger)/.test(item['sk']?.S ?? '')) {
        largest = Math.max(largest, itemBytes(item));
      }
    }
    from = answer.LastEvaluatedKey as typeof from;
  } while (from !== undefined);
  expect(largest).toBeGreaterThan(0);
  expect(largest).toBeLessThanOrEqual(MAX_ITEM_BYTES);
  return largest;
}

/** Expects SNS to accept the messages, and nothing in them to pass for anything else. */
export function expectOrderlyMessages(messages: readonly TopicMessage[]): void {
  for (const topicMessage of messages) {
    const notification = notificationIn(topicMessage);
    expect(notification.incident.findings.flatMap(validateFinding)).toEqual([]);
    const message = topicMessage as unknown as NotificationMessage;
    expectHarmlessMessage(notification, message);
    expectFitsSns(message.bodies);
  }
}

/** Expects every line of the log to be one object, and no line to be long. */
export function expectOrderlyLog(log: WrittenLog): void {
  const lines = log.lines();
  expect(lines).not.toEqual([]);
  for (const line of lines) {
    expect(Object.keys(JSON.parse(line))).not.toEqual([]);
    expect(line.length).toBeLessThan(4096);
  }
}
