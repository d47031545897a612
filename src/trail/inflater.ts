import { createGunzip } from 'node:zlib';

/** Blocks of text have at most this size. */
const TEXT_BLOCK_BYTES = 256 * 1024;

/** The decompressor of Node.js, one step at a time, which shows which step failed. */
export class Inflater {
  /** Set when the bytes are not gzip data, or end too early. */
  failure: Error | undefined;
  /** Whether the gzip data has ended. */
  hasEnded = false;
  private readonly stream = createGunzip({ chunkSize: TEXT_BLOCK_BYTES });
  private texts: Buffer[] = [];
  private settle: () => void = () => {};

  constructor() {
    this.stream.on('data', (text: Buffer) => this.texts.push(text));
    this.stream.on('error', (error) => {
      this.failure = error;
      this.settle();
    });
    this.stream.on('end', () => {
      this.hasEnded = true;
      this.settle();
    });
  }

  /** Whether it accepts no more bytes. */
  get isOver(): boolean {
    return this.hasEnded || this.failure !== undefined;
  }

  /** How many of the bytes written belong to the gzip data; the others came after its end. */
  get bytesTaken(): number {
    return this.stream.bytesWritten;
  }

  /** Resolves when all text of these bytes is available. A failure loses the text of this step. */
  write(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.settle = resolve;
      this.stream.write(bytes, () => resolve());
    });
  }

  /** Resolves when it is known whether the gzip data is complete. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.settle = resolve;
      this.stream.end();
    });
  }

  /** The text since the last call. */
  takeTexts(): Buffer[] {
    const { texts } = this;
    this.texts = [];
    return texts;
  }

  close(): void {
    this.stream.destroy();
  }
}
