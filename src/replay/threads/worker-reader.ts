import { Worker } from 'node:worker_threads';
import type { OnRead, ReadCalls } from '../read-calls';
import type { Reader } from './reader';
import type { FromReader, ToReader } from './reader-messages';

/** The program of a thread that reads. It calls `serveReads` with its `parentPort`. */
export interface ReaderProgram {
  /** A CommonJS module, as text. */
  readonly code: string;
  /** Its `workerData`. */
  readonly data: unknown;
}

/** Short-lived text fills a young generation of any size, so a small one saves memory. */
const YOUNG_GENERATION_MB = 4;

interface Pending {
  readonly onRead: OnRead;
  readonly resolve: (result: ReadCalls) => void;
  readonly reject: (error: unknown) => void;
}

/** A reader in its own thread. */
export function createWorkerReader({ code, data }: ReaderProgram): Reader {
  const worker = new Worker(code, {
    eval: true,
    workerData: data,
    // The thread does not need the hooks of this one, such as those that compile TypeScript, and they start slowly.
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let failure: unknown;

  const fail = (error: unknown): void => {
    failure ??= error;
    for (const { reject } of pending.values()) {
      reject(failure);
    }
    pending.clear();
  };
  worker.on('error', fail);
  // The answer is lost, and its request would wait for ever.
  worker.on('messageerror', fail);
  worker.on('exit', () => fail(new Error('A thread that reads files ended unexpectedly.')));
  worker.on('message', (message: FromReader) => {
    const { onRead, resolve } = pending.get(message.id) as Pending;
    if (message.kind === 'progress') {
      onRead(message.bytes, message.records);
    } else {
      pending.delete(message.id);
      resolve(message.result);
    }
  });
  const send = (message: ToReader): void => worker.postMessage(message);

  return {
    read(sources, onRead) {
      return new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        lastId += 1;
        pending.set(lastId, { onRead, resolve, reject });
        send({ kind: 'read', id: lastId, sources });
      });
    },
    stop: () => send({ kind: 'stop' }),
    close: async () => {
      await worker.terminate();
    },
  };
}
