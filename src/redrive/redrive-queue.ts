import type { DeadLetter, DeadLetterQueue } from '../ports/dead-letter-queue';
import { type DetectorFunction, FunctionFailedError } from '../ports/detector-function';
import { isHandled } from './detector-answer';
import { eventOfLetter } from './event-of-letter';
import type { RedriveFailure, RedriveReport, RedriveStep, Stay } from './redrive-report';

export interface RedriveParts {
  readonly queue: DeadLetterQueue;
  readonly detector: DetectorFunction;
  /**
   * Only looks: does not invoke the detector, and removes nothing.
   *
   * @default false
   */
  readonly isDryRun?: boolean;
}

/**
 * Sends the messages of a dead-letter queue to the detector again, in one pass. It removes only messages that the
 * detector has handled. All others stay hidden until the end, so that none comes twice while others wait behind it;
 * then it makes them visible again. SQS may still deliver a message twice, which does no harm: the detector counts a
 * call once.
 */
export async function redriveQueue(parts: RedriveParts): Promise<RedriveReport> {
  const pass = new Pass(parts);
  const failures: RedriveFailure[] = [];
  for (const task of [() => pass.run(), () => pass.giveBack()]) {
    await task().catch((error: unknown) => void failures.push({ step: pass.step, error }));
  }
  return { handedOver: pass.handedOver, stays: pass.stays(), failures };
}

/** The event in a message, as JSON, and the id of the message. */
interface LetterEvent {
  readonly id: string;
  readonly event: string;
}

class Pass {
  handedOver = 0;
  /** What it does now, which is what failed if it throws. */
  step: RedriveStep = 'receive';
  readonly #parts: RedriveParts;
  /** Every message that was received, by id, as last received. */
  readonly #seen = new Map<string, DeadLetter>();
  /** Why messages stay. A message that is neither here nor done was in progress when a failure ended the pass. */
  readonly #reasons = new Map<string, Omit<Stay, 'id'>>();
  readonly #done = new Set<string>();

  constructor(parts: RedriveParts) {
    this.#parts = parts;
  }

  /** @throws the error of the queue or the detector. */
  async run(): Promise<void> {
    let unseen: readonly DeadLetter[];
    do {
      this.step = 'receive';
      const letters = await this.#parts.queue.receive();
      unseen = letters.filter(({ id }) => !this.#seen.has(id));
      for (const letter of letters) {
        this.#seen.set(letter.id, letter);
      }
      await this.#handOver(unseen);
    } while (unseen.length > 0);
  }

  stays(): Stay[] {
    return this.#staying().map(({ id }) => ({
      id,
      ...(this.#reasons.get(id) ?? { reason: 'not-handed-over' }),
    }));
  }

  /** @throws the error of the queue, which is harmless: SQS makes the messages visible itself after some minutes. */
  async giveBack(): Promise<void> {
    const { queue, isDryRun = false } = this.#parts;
    const letters = isDryRun ? [...this.#seen.values()] : this.#staying();
    this.step = 'give-back';
    await queue.giveBack(letters);
  }

  #staying(): DeadLetter[] {
    return [...this.#seen.values()].filter(({ id }) => !this.#done.has(id));
  }

  async #handOver(letters: readonly DeadLetter[]): Promise<void> {
    const { detector, isDryRun = false } = this.#parts;
    const events = this.#eventsOf(letters);
    if (isDryRun) {
      this.#finish(events.map(({ id }) => id));
      return;
    }
    const handled: string[] = [];
    const errors: unknown[] = [];
    // At once, as EventBridge does.
    const tasks = events.map(async ({ id, event }) => {
      if (await handOver(event, detector)) {
        handled.push(id);
      } else {
        this.#reasons.set(id, { reason: 'not-handled' });
      }
    });
    await Promise.all(tasks.map((task) => task.catch((error: unknown) => errors.push(error))));
    await this.#remove(handled);
    if (errors.length > 0) {
      this.step = 'invoke';
      throw errors[0];
    }
  }

  /** The events in messages. Notes why a message contains none. */
  #eventsOf(letters: readonly DeadLetter[]): LetterEvent[] {
    return letters.flatMap(({ id, body }) => {
      const content = eventOfLetter(body);
      if (content.kind === 'event') {
        return [{ id, event: content.event }];
      }
      this.#reasons.set(id, { reason: content.kind, seen: content.seen });
      return [];
    });
  }

  async #remove(ids: readonly string[]): Promise<void> {
    const letters = ids.flatMap((id) => this.#seen.get(id) ?? []);
    for (const id of ids) {
      // Until SQS confirms that it is gone.
      this.#reasons.set(id, { reason: 'not-removed' });
    }
    if (letters.length > 0) {
      this.step = 'remove';
      const notRemoved = await this.#parts.queue.remove(letters);
      this.#finish(ids.filter((id) => !notRemoved.has(id)));
    }
  }

  #finish(ids: readonly string[]): void {
    for (const id of ids) {
      this.#done.add(id);
    }
    this.handedOver += ids.length;
  }
}

/** What Lambda calls errors of the function as a whole, such as `Runtime.ImportModuleError` and `Sandbox.Timedout`. */
const BROKEN_FUNCTION = /^(?:Runtime|Sandbox|Extension)\./;

/**
 * @returns whether the detector handled the event.
 * @throws Error if it can handle no other event either.
 */
async function handOver(event: string, detector: DetectorFunction): Promise<boolean> {
  try {
    return isHandled(await detector.invoke(event));
  } catch (error) {
    if (error instanceof FunctionFailedError && !BROKEN_FUNCTION.test(error.message)) {
      return false;
    }
    throw error;
  }
}
