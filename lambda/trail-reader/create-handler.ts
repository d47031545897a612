import { lagOf } from '../../src/collection/delivery/lags';
import { hourOf } from '../../src/collection/delivery/silent-places';
import { type NamedObject, namedObjects } from '../../src/collection/named-objects';
import type { NotReadReason } from '../../src/collection/not-read';
import {
  type ObjectReading,
  readTrailObject,
  type TrailReaderParts,
} from '../../src/collection/read-trail-object';
import {
  type SelectedFile,
  selectObject,
  type TrailPlace,
} from '../../src/collection/select-object';
import { cleanText } from '../../src/detection/text';
import type { Clock } from '../../src/ports/clock';
import type { Deliveries } from '../../src/ports/deliveries';
import { TrailObjectError } from '../../src/ports/trail-objects';
import { logFailures, logNotification } from '../shared/invocation-log';
import { type JudgeParts, judgeDelivery } from './judge-delivery';
import { type Message, messagesIn } from './messages';

/** What one more message, or one more block of a file, may take before Lambda ends the process. */
const RESERVE_MS = 15_000;

/**
 * How old a trail file may be, in seconds, to judge how its calls came. Dead letters are an hour old before someone sends
 * them again, SQS then counts their receives from one, and the earlier attempts may have added some calls.
 */
const JUDGED_WITHIN_SECONDS = 2700;

/** UTF-8 bytes of a key, message or problem that are logged. */
const MAX_LOGGED_BYTES = 300;

const MAX_STACK_BYTES = 1000;

export interface HandlerParts extends JudgeParts {
  /** Where the trail is. */
  readonly place: TrailPlace;
  readonly reader: Omit<TrailReaderParts, 'hasTime' | 'onOutcome'>;
  readonly clock: Clock;
  readonly deliveries: Deliveries;
}

/**
 * The messages of a batch that SQS delivers again. It deletes the others.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export interface BatchResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** The part of the context of Lambda that the handler needs. */
export interface RemainingTime {
  getRemainingTimeInMillis(): number;
}

/**
 * The Lambda handler for messages that name trail files. It reads one file at a time, because of the memory. A message
 * comes again if one of its files could not be read completely or the detector failed on a call; SQS finally moves it to
 * the dead-letter queue. Objects that are deleted or are no trail files are done.
 */
export function createHandler(
  parts: HandlerParts,
): (event: unknown, context: RemainingTime) => Promise<BatchResult> {
  return async (event, context) => {
    const hasTime = (): boolean => context.getRemainingTimeInMillis() >= RESERVE_MS;
    const invocation = new Invocation(parts, hasTime);
    const failed: string[] = [];
    for (const message of messagesIn(event)) {
      if (!(await invocation.isDone(message))) {
        failed.push(message.id);
      }
    }
    if (hasTime()) {
      await judgeDelivery(parts);
    }
    parts.metrics.write();
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

class Invocation {
  private readonly parts: HandlerParts;
  private readonly reader: TrailReaderParts;

  constructor(parts: HandlerParts, hasTime: () => boolean) {
    const { logger, metrics } = parts;
    this.parts = parts;
    this.reader = {
      ...parts.reader,
      hasTime,
      onOutcome(outcome) {
        for (const published of outcome.notifications) {
          logNotification(logger, published);
        }
        logFailures(logger, outcome.failures);
        metrics.outcome(outcome);
      },
    };
  }

  /** Handles a message. @returns false if it has to come again. Never throws. */
  async isDone({ id, body, isFirst }: Message): Promise<boolean> {
    const named = namedObjects(body);
    if (named.kind === 'unknown') {
      this.notRead('unknown-message', { messageId: id, body: shown(body) });
      return false;
    }
    let isDone = true;
    for (const object of named.kind === 'objects' ? named.objects : []) {
      isDone = (await this.isRead(object, isFirst)) && isDone;
    }
    return isDone;
  }

  /** @returns false if the object has to be read again. */
  private async isRead(object: NamedObject, isFirst: boolean): Promise<boolean> {
    const { place, clock, metrics } = this.parts;
    const selected = selectObject(object, place);
    if (selected.passOver !== undefined) {
      this.passOver(selected.passOver, object);
      return true;
    }
    if (!this.reader.hasTime()) {
      this.notRead('out-of-time', nameOf(object));
      return false;
    }
    try {
      const reading = await readTrailObject(object, this.reader);
      const { latest = selected.written } = reading;
      const lagMs = latest === undefined ? undefined : Math.max(0, clock() - latest * 1000);
      metrics.file({ reading, lagMs });
      if (!this.isComplete(object, reading)) {
        return false;
      }
      await this.note(object, selected, reading, isFirst);
      return true;
    } catch (error) {
      return this.isSettled(object, error);
    }
  }

  /** Notes the file with its place, for `regionsweep coverage`. A copy whose key tells no place is left out. */
  private async note(
    { key }: NamedObject,
    { account, region, written }: SelectedFile,
    { calls, earliest = written, arrivals }: ObjectReading,
    isFirst: boolean,
  ): Promise<void> {
    if (account === undefined || region === undefined || written === undefined) {
      return;
    }
    const { clock, deliveries } = this.parts;
    const now = Math.floor(clock() / 1000);
    await deliveries.note({
      key,
      account,
      region,
      hour: hourOf(written),
      calls,
      ...arrivals.count(calls, isFirst && now - written < JUDGED_WITHIN_SECONDS),
      trailLags: lagOf(now - (earliest ?? written)),
      eventBridgeLags: arrivals.lags,
    });
  }

  private isComplete(object: NamedObject, { failure, problems }: ObjectReading): boolean {
    if (failure !== undefined) {
      this.notRead(failure, {
        ...nameOf(object),
        ...(problems.length > 0 && { problems: problems.map(shown) }),
      });
    }
    return failure === undefined;
  }

  /** Every trail has digests next to its files, so they are only counted. */
  private passOver(reason: NotReadReason, object: NamedObject): void {
    const isExpected = reason === 'digest' || reason === 'insight';
    this.notRead(reason, isExpected ? undefined : nameOf(object));
  }

  /** @returns whether another attempt is of no use. */
  private isSettled(object: NamedObject, error: unknown): boolean {
    const reason = error instanceof TrailObjectError ? error.reason : 'failed';
    this.notRead(reason, { ...nameOf(object), error: shownError(error) });
    return reason === 'gone';
  }

  private notRead(reason: NotReadReason, detail?: Readonly<Record<string, unknown>>): void {
    this.parts.metrics.notRead(reason);
    if (detail !== undefined) {
      this.parts.logger.warn('Trail file not read', { reason, ...detail });
    }
  }
}

function nameOf({ bucket, key }: NamedObject) {
  return { bucket: shown(bucket), key: shown(key) };
}

/** Without the further members of an error of S3: one is the key, as it is. */
function shownError(error: unknown) {
  const { name, message, stack = '' } = error as Error;
  return { name, message: shown(message), stack: cleanText(stack, MAX_STACK_BYTES) };
}

function shown(text: string): string {
  return cleanText(text, MAX_LOGGED_BYTES);
}
