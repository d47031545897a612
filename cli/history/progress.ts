import { SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal';

/**
 * A progress bar on a terminal. Nothing outside a terminal, so that logs stay readable.
 *
 * @param totalBytes how many bytes there are to read, as far as is known.
 * @returns `add` takes the bytes of files, as stored, and the records that were read since the last call. `stop` removes
 * the bar, if it is still there.
 */
export function showProgress({ stderr }: Terminal, totalBytes: () => number) {
  if (stderr.isTTY !== true) {
    return { add: () => {}, stop: () => {} };
  }
  const bar = new SingleBar({
    stream: stderr,
    format:
      totalBytes() > 0
        ? '{bar} {percentage}% | {records} records | {rate}/s | {eta_formatted} left'
        : '{records} records | {rate}/s',
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(totalBytes(), 0, { records: 0, rate: 0 });
  const startedAt = performance.now();
  let bytes = 0;
  let records = 0;
  return {
    add: (moreBytes: number, moreRecords: number) => {
      if (!bar.isActive) {
        return;
      }
      bytes += moreBytes;
      records += moreRecords;
      const rate = Math.round((records * 1000) / (performance.now() - startedAt));
      const total = totalBytes();
      bar.setTotal(total);
      bar.update(Math.min(bytes, total), { records, rate });
    },
    stop: () => {
      if (bar.isActive) {
        bar.stop();
      }
    },
  };
}
