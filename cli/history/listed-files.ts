import type { HistoryFile } from '../../src/replay/collect-calls';
import { SpreadSample } from '../../src/replay/spread-sample';
import { FileBatches } from '../../src/replay/threads/file-batches';

/** Bytes of files, as they are stored, from which on threads are worth their start. */
const MIN_BYTES_FOR_THREADS = 8 * 1024 * 1024;

/** Files that are kept after they were read, to look into where there is no call. */
const SAMPLE_FILES = 80;

/**
 * The files of a history, which are read while others are still looked for. Those that were read are forgotten: a history
 * may have hundreds of thousands.
 */
export class ListedFiles {
  readonly batches = new FileBatches<HistoryFile>();
  readonly sample = new SpreadSample<HistoryFile>(SAMPLE_FILES);
  /**
   * How many threads they are worth, as soon as that is known: when there is work for as many as may be, or once there are
   * no more files.
   */
  readonly threads: Promise<number>;
  private readonly mostThreads: number;
  private tellThreads: (threads: number) => void = () => {};
  private readonly sum = { files: 0, bytes: 0 };

  /** @param mostThreads that may be. */
  constructor(mostThreads: number) {
    this.mostThreads = mostThreads;
    this.threads = new Promise((resolve) => {
      this.tellThreads = resolve;
    });
  }

  get count(): number {
    return this.sum.files;
  }

  /** Bytes of all, as they are stored. */
  get bytes(): number {
    return this.sum.bytes;
  }

  add(file: HistoryFile): void {
    this.sum.files += 1;
    this.sum.bytes += file.bytes;
    this.batches.add(file);
    this.sample.add(file);
    if (this.count >= this.mostThreads && this.isLarge()) {
      this.tellThreads(this.mostThreads);
    }
  }

  /** No more files come. */
  end(): void {
    this.batches.end();
    this.tellThreads(this.isLarge() ? Math.min(this.mostThreads, this.count) : 1);
  }

  private isLarge(): boolean {
    return this.bytes >= MIN_BYTES_FOR_THREADS;
  }
}
