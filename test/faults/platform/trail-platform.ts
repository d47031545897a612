import type { BatchResult } from '../../../lambda/trail-reader/create-handler';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { formatSecond } from '../../../src/detection/time';
import { sqsBatch } from '../../support/detector-handler';
import { stored } from '../../support/local-s3';
import { s3Event, TRAIL_BUCKET, trailFile } from '../../support/trail-files';
import { type AnnouncedFile, deliveryProblems } from '../deliveries';
import { startReaderProcess } from '../reader-process';
import type { Delivery } from '../scenario';
import type { Outcome } from './lambda-process';
import type { DeliveryPath, PathParts, Platform } from './platform';
import { TRAIL_PLATFORM_SETTINGS as SETTINGS } from './settings';
import type { Timeline } from './timeline';

/**
 * Calls that arrive together are a trail file in S3. A message about it waits in a queue, from which Lambda takes batches.
 * A message that fails reappears after its visibility timeout, and in the end becomes a dead letter.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const TRAIL_PLATFORM: Platform = { startProcess: startReaderProcess, openPath };

interface Message {
  readonly key: string;
  readonly calls: readonly Delivery[];
  receives: number;
  /** Milliseconds since the epoch. */
  visibleAt: number;
}

function openPath({ timeline, lambda, groupSize, services, run }: PathParts): DeliveryPath {
  const triedAgain: Delivery[] = [];
  const arrived: Delivery[] = [];
  const files = new Map<string, AnnouncedFile>();
  let messages: Message[] = [];
  let dead: Message[] = [];

  function announce(calls: readonly Delivery[]): void {
    const key = keyOf(calls, run, secondOf(timeline));
    const records = calls.map(({ event }) => (event as { readonly detail: unknown }).detail);
    const file = files.get(key) ?? { key, calls, second: secondOf(timeline), announcements: 0 };
    file.announcements += 1;
    files.set(key, file);
    services.s3.objects.set(`${TRAIL_BUCKET}/${key}`, stored(trailFile(records)));
    send(key, calls);
  }

  function send(key: string, calls: readonly Delivery[]): void {
    const message = { key, calls, receives: 0, visibleAt: timeline.now };
    messages.push(message);
    awaitTurn(message);
  }

  function awaitTurn(message: Message): void {
    timeline.at(message.visibleAt, () => timeline.at(timeline.now, poll));
  }

  function poll(): Promise<void> | undefined {
    const batch = messages
      .filter(({ visibleAt }) => visibleAt <= timeline.now)
      .slice(0, SETTINGS.batchSize);
    const spent = batch.filter(({ receives }) => receives === SETTINGS.maxReceives);
    dead.push(...spent);
    forget(spent);
    const received = batch.filter((message) => !spent.includes(message));
    if (received.length === 0) {
      return undefined;
    }
    for (const message of received) {
      message.visibleAt = timeline.now + SETTINGS.visibilityMs;
      message.receives += 1;
      triedAgain.push(...(message.receives > 1 ? message.calls : []));
    }
    return lambda.invoke(batchOf(received), (outcome) => {
      const failed = failuresAmong(received, outcome);
      forget(received.filter((message) => !failed.includes(message)));
      failed.forEach(awaitTurn);
    });
  }

  function forget(done: readonly Message[]): void {
    messages = messages.filter((message) => !done.includes(message));
  }

  return {
    deliver(delivery) {
      arrived.push(delivery);
      timeline.at(timeline.now, () => {
        const calls = arrived.splice(0, groupSize);
        if (calls.length > 0) {
          announce(calls);
        }
      });
    },
    triedAgain,
    problems: ({ before, isExact }) =>
      deliveryProblems({
        services,
        account: accountOfRun(run),
        files: [...files.values()],
        brought: before,
        isExact,
      }),
    get deadLetters() {
      return dead.flatMap(({ calls }) => calls);
    },
    redrive() {
      const redriven = dead;
      dead = [];
      redriven.forEach(({ key, calls }) => void send(key, calls));
    },
  };
}

function secondOf({ now }: Timeline): number {
  return Math.floor(now / 60_000) * 60;
}

/** The account under which a run has its files, so that no other run has them. */
function accountOfRun(run: number): string {
  return String(run).padStart(12, '0');
}

/** The same calls within a minute are the same file. */
function keyOf(calls: readonly Delivery[], run: number, second: number): string {
  const account = accountOfRun(run);
  const name = sha256Digest(calls.map(({ call }) => call.call.eventId).join()).slice(0, 16);
  const stamp = formatSecond(second).replaceAll(/[-:]|\d\dZ$/g, '');
  return `AWSLogs/${account}/CloudTrail/us-east-1/2026/03/01/${account}_CloudTrail_us-east-1_${stamp}Z_${name}.json.gz`;
}

function batchOf(received: readonly Message[]) {
  const batch = sqsBatch(received.map(({ key }) => s3Event(encodeURIComponent(key))));
  return {
    Records: batch.Records.map((record, index) => ({
      ...(record as object),
      attributes: { ApproximateReceiveCount: String(received[index]?.receives) },
    })),
  };
}

/** The messages that come again; `sqsBatch` names messages by their position. */
function failuresAmong(received: readonly Message[], outcome: Outcome): readonly Message[] {
  if (outcome.kind === 'failed') {
    return received;
  }
  const { batchItemFailures } = outcome.value as BatchResult;
  return batchItemFailures.map(({ itemIdentifier }) => {
    const message = received[Number(itemIdentifier.replace('message-', ''))];
    if (message === undefined) {
      throw new Error(`${itemIdentifier} is not in the batch, so Lambda would repeat all of it.`);
    }
    return message;
  });
}
