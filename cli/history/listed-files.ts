import type { HistoryFile } from '../../src/replay/collect-calls';
import { SpreadSample } from '../../src/replay/spread-sample';
import { FileBatches } from '../../src/replay/threads/file-batches';

/** Bytes of files, as stored, above which threads are worth their start-up time. */
const MIN_BYTES_FOR_THREADS = 8 * 1024 * 1024;

/** Files that are kept for `explainEmptyHistory` after they were read. */
const SAMPLE_FILES = 80;

/**
 * The files of a history, which are read while the search goes on. It forgets files that were read, because a history
 * may have hundreds of thousands.
 */
export class ListedFiles {
  count = 0;
  /** Of all files, as stored. */
  bytes = 0;
  readonly batches = new FileBatches<HistoryFile>();
  readonly sample = new SpreadSample<HistoryFile>(SAMPLE_FILES);
  /**
   * How many threads to start. Resolves when there is work for the maximum, or when the search has ended.
   */
  readonly threads: Promise<number>;
  private readonly mostThreads: number;
  private resolveThreads: (threads: number) => void = () => {};

  /** @param mostThreads the maximum of threads. */
  constructor(mostThreads: number) {
    this.mostThreads = mostThreads;
    this.threads = new Promise((resolve) => {
      this.resolveThreads = resolve;
    });
  }

  add(file: HistoryFile): void {
    this.count += 1;
    this.bytes += file.bytes;
    this.batches.add(file);
    this.sample.add(file);
    if (this.count >= this.mostThreads && this.isLarge()) {
      this.resolveThreads(this.mostThreads);
    }
  }

  /** The search has ended. */
  end(): void {
    this.batches.end();
    this.resolveThreads(this.isLarge() ? Math.min(this.mostThreads, this.count) : 1);
  }

  private isLarge(): boolean {
    return this.bytes >= MIN_BYTES_FOR_THREADS;
  }
}
