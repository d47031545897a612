import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { announcementOf } from '../../src/collection/announcement';
import type { NamedObject } from '../../src/collection/named-objects';
import { outputOf } from '../deployment/stack-output';
import type { BackfillFlags } from './backfill-flags';

/** The most messages of a request to SQS. */
const BATCH = 10;

/** How often to send what SQS did not take, before giving up. */
const MAX_TRIES = 5;

/** How many files to announce between two lines about it. */
const REPORT_EVERY = 10_000;

interface TrailQueue {
  readonly client: SQSClient;
  readonly url: string;
}

/** @throws UsageError when the stack is not there or has no trail. */
export async function openTrailQueue({ stack, region, queue }: BackfillFlags): Promise<TrailQueue> {
  const settings = region === undefined ? {} : { region };
  const url =
    queue ??
    (await outputOf(new CloudFormationClient(settings), stack, 'TrailFilesUrl', '--queue'));
  // Signed requests go to AWS, or to AWS_ENDPOINT_URL, and never to a host that only the queue URL names.
  return { client: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }), url };
}

/**
 * Announces trail files.
 *
 * @param onProgress gets the number of files announced so far.
 * @throws Error that says how many were announced, if SQS takes no more.
 */
export async function announce(
  queue: TrailQueue,
  objects: readonly NamedObject[],
  onProgress: (count: number) => void,
): Promise<void> {
  for (let start = 0; start < objects.length; start += BATCH) {
    if (start > 0 && start % REPORT_EVERY === 0) {
      onProgress(start);
    }
    const bodies = objects.slice(start, start + BATCH).map(announcementOf);
    const reason = await send(queue, bodies);
    if (reason !== undefined) {
      throw new Error(
        `SQS takes no more messages: ${reason}. ${start} of ${objects.length} files are announced, the oldest first. To announce the others, run it again: the detector counts no call twice.`,
      );
    }
  }
}

/** @returns why SQS did not take all of them. */
async function send(
  { client, url }: TrailQueue,
  bodies: readonly string[],
): Promise<string | undefined> {
  let waiting = bodies;
  let reason: string | undefined;
  for (let tries = 0; tries < MAX_TRIES && waiting.length > 0; tries += 1) {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: waiting.map((body, index) => ({ Id: String(index), MessageBody: body })),
      }),
    );
    reason = Failed[0]?.Code;
    waiting = Failed.map(({ Id }) => waiting[Number(Id)] as string);
  }
  return waiting.length > 0 ? (reason ?? 'unknown') : undefined;
}
