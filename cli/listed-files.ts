import type { HistoryFile } from '../src/replay/collect-calls';
import { FileBatches } from '../src/replay/file-batches';

/** Bytes of files, as they are stored, from which on threads are worth their start. */
const MIN_BYTES_FOR_THREADS = 8 * 1024 * 1024;

/** The files of a history, which are read while others are still looked for. */
export class ListedFiles {
  readonly all: HistoryFile[] = [];
  readonly batches = new FileBatches<HistoryFile>();
  /** Bytes of all, as they are stored. */
  bytes = 0;
  /** How many threads they are worth, as soon as that is known: with so many files that there is work for `mostThreads`, or once there are no more. */
  readonly threads: Promise<number>;
  private readonly mostThreads: number;
  private tellThreads: (threads: number) => void = () => {};

  constructor(mostThreads: number) {
    this.mostThreads = mostThreads;
    this.threads = new Promise((resolve) => {
      this.tellThreads = resolve;
    });
  }

  add(file: HistoryFile): void {
    this.all.push(file);
    this.bytes += file.bytes;
    this.batches.add(file);
    if (this.bytes >= MIN_BYTES_FOR_THREADS && this.all.length >= this.mostThreads) {
      this.tellThreads(this.mostThreads);
    }
  }

  /** No more files come. */
  end(): void {
    this.batches.end();
    const isLarge = this.bytes >= MIN_BYTES_FOR_THREADS;
    this.tellThreads(isLarge ? Math.min(this.mostThreads, this.all.length) : 1);
  }
}
