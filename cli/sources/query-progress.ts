import type { QueryExecution } from '@aws-sdk/client-athena';
import { bytesText } from '../../src/athena/scan-cost';
import type { Terminal } from '../terminal';

const CLEAR_LINE = '\r\u001b[K';

/** The state of a running query, in one line of a terminal. Nothing outside a terminal, so that logs stay readable. */
export function queryProgress({ stderr }: Pick<Terminal, 'stderr'>) {
  if (stderr.isTTY !== true) {
    return { show: () => {}, clear: () => {} };
  }
  const startedAt = performance.now();
  return {
    show: ({ Status, Statistics }: QueryExecution) => {
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      const state = Status?.State === 'QUEUED' ? 'is queued' : 'runs';
      const scanned = bytesText(Statistics?.DataScannedInBytes ?? 0);
      stderr.write(`${CLEAR_LINE}athena: the query ${state}, ${seconds} s, ${scanned} scanned`);
    },
    clear: () => {
      stderr.write(CLEAR_LINE);
    },
  };
}
