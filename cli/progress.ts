import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal';

/** Shows how far a command is. */
export interface Progress {
  /** @param bytes read so far, of all files. */
  update(bytes: number, records: number): void;
  stop(): void;
}

/** A progress bar on a terminal; elsewhere nothing, so that logs stay readable. */
export function showProgress({ stderr }: Terminal, totalBytes: number): Progress {
  if (stderr.isTTY !== true) {
    return { update: () => {}, stop: () => {} };
  }
  const bar = new SingleBar({
    stream: stderr,
    format: '{bar} {percentage}% | {records} records | {eta_formatted} left',
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(totalBytes, 0, { records: 0 });
  return {
    update: (bytes, records) => bar.update(Math.min(bytes, totalBytes), { records }),
    stop: () => bar.stop(),
  };
}
