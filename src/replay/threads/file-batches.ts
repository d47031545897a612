/** A batch is full when it has this many bytes, as stored, or this many files. */
const BATCH_BYTES = 512 * 1024;
const BATCH_FILES = 64;

/** Files to read one after the other. */
export interface FileBatch<File> {
  /** From 0, in the order of the files. */
  readonly number: number;
  readonly files: readonly File[];
}

/**
 * Divides files into batches as the search finds them, because passing on each file alone would take longer than
 * reading it. The division depends only on the files.
 */
export class FileBatches<File extends { readonly bytes: number }> {
  private files: File[] = [];
  private bytes = 0;
  private readonly full: (readonly File[])[] = [];
  private readonly waiting: (() => void)[] = [];
  private taken = 0;
  private hasEnded = false;

  /** The batches of files that are all known. */
  static of<File extends { readonly bytes: number }>(files: readonly File[]): FileBatches<File> {
    const batches = new FileBatches<File>();
    for (const file of files) {
      batches.add(file);
    }
    batches.end();
    return batches;
  }

  add(file: File): void {
    if (this.bytes + file.bytes > BATCH_BYTES) {
      this.fill();
    }
    this.files.push(file);
    this.bytes += file.bytes;
    if (this.files.length === BATCH_FILES) {
      this.fill();
    }
  }

  /** The search has ended. */
  end(): void {
    this.fill();
    this.hasEnded = true;
    this.wake(this.waiting.length);
  }

  /** The next batch, when it is full. @returns undefined after the last one. */
  async next(): Promise<FileBatch<File> | undefined> {
    while (this.full.length === 0 && !this.hasEnded) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const files = this.full.shift();
    if (files === undefined) {
      return undefined;
    }
    const number = this.taken;
    this.taken += 1;
    return { number, files };
  }

  private fill(): void {
    if (this.files.length > 0) {
      this.full.push(this.files);
      this.files = [];
      this.bytes = 0;
      this.wake(1);
    }
  }

  private wake(count: number): void {
    for (const resolve of this.waiting.splice(0, count)) {
      resolve();
    }
  }
}
