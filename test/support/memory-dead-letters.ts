import { randomUUID } from 'node:crypto';
import type { DeadLetter, DeadLetterQueue } from '../../src/ports/dead-letter-queue';

/** A dead-letter queue in memory that behaves like SQS: received messages are hidden, and a receipt is valid once. */
export interface MemoryDeadLetters extends DeadLetterQueue {
  send(...bodies: readonly unknown[]): void;
  /** All messages, received or not. */
  bodies(): string[];
  /** The number of messages that can be received. */
  visible(): number;
  /** Makes all received messages visible again, as time does. */
  expire(): void;
}

interface Stored {
  readonly id: string;
  readonly body: string;
  receipt: string | undefined;
}

const MAX_MESSAGES = 10;

export function memoryDeadLetters(...bodies: readonly unknown[]): MemoryDeadLetters {
  let stored: Stored[] = [];
  const hidden = new Set<Stored>();
  const find = ({ receipt }: DeadLetter) => stored.find((one) => one.receipt === receipt);
  const queue: MemoryDeadLetters = {
    send(...values) {
      const texts = values.map((value) =>
        typeof value === 'string' ? value : JSON.stringify(value),
      );
      stored.push(...texts.map((body) => ({ id: randomUUID(), body, receipt: undefined })));
    },
    bodies: () => stored.map(({ body }) => body),
    visible: () => stored.filter((one) => !hidden.has(one)).length,
    expire: () => hidden.clear(),
    async receive() {
      return stored
        .filter((one) => !hidden.has(one))
        .slice(0, MAX_MESSAGES)
        .map((one) => {
          one.receipt = randomUUID();
          hidden.add(one);
          return { id: one.id, body: one.body, receipt: one.receipt };
        });
    },
    async remove(letters) {
      const found = letters.filter((letter) => find(letter) !== undefined);
      stored = stored.filter((one) => !found.some(({ id }) => id === one.id));
      return new Set(letters.filter((letter) => !found.includes(letter)).map(({ id }) => id));
    },
    async giveBack(letters) {
      for (const letter of letters) {
        const one = find(letter);
        if (one !== undefined) {
          hidden.delete(one);
        }
      }
    },
  };
  queue.send(...bodies);
  return queue;
}
