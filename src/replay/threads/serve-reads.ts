import type { MessagePort } from 'node:worker_threads';
import { memoryOf } from '../history/packed-calls';
import type { ReadCallsOptions } from '../read-calls';
import { createLocalReader } from './reader';
import type { FromReader, ToReader } from './reader-messages';

/** Bytes between two progress messages, each of which costs both threads time. */
const PROGRESS_BYTES = 1024 * 1024;

/** Serves the requests that come through the port, in this thread, one after the other. */
export function serveReads(port: MessagePort, options: ReadCallsOptions): void {
  const reader = createLocalReader(options);
  const answer = (message: FromReader): void => {
    port.postMessage(message, message.kind === 'done' ? memoryOf(message.result.calls) : []);
  };
  let turn = Promise.resolve();
  port.on('message', (message: ToReader) => {
    if (message.kind === 'stop') {
      reader.stop();
      return;
    }
    const { id, sources } = message;
    turn = turn.then(async () => {
      let bytes = 0;
      let records = 0;
      const reportProgress = (): void => {
        answer({ kind: 'progress', id, bytes, records });
        bytes = 0;
        records = 0;
      };
      const result = await reader.read(sources, (moreBytes, moreRecords) => {
        bytes += moreBytes;
        records += moreRecords;
        if (bytes >= PROGRESS_BYTES) {
          reportProgress();
        }
      });
      reportProgress();
      answer({ kind: 'done', id, result });
    });
  });
}
