import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal';

/** Shows how far a command is. */
export interface Progress {
  /** @param bytes read since it was last told, as they are stored. */
  add(bytes: number, records: number): void;
  stop(): void;
}

/** A progress bar on a terminal; elsewhere nothing, so that logs stay readable. */
export function showProgress({ stderr }: Terminal, totalBytes: number): Progress {
  if (stderr.isTTY !== true) {
    return { add: () => {}, stop: () => {} };
  }
  const bar = new SingleBar({
    stream: stderr,
    format: '{bar} {percentage}% | {records} records | {eta_formatted} left',
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(totalBytes, 0, { records: 0 });
  let bytes = 0;
  let records = 0;
  return {
    add: (moreBytes, moreRecords) => {
      bytes += moreBytes;
      records += moreRecords;
      bar.update(Math.min(bytes, totalBytes), { records });
    },
    stop: () => bar.stop(),
  };
}
