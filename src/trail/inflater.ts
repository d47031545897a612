import { createGunzip } from 'node:zlib';

/** Text comes in blocks of at most this size. */
const TEXT_BLOCK_BYTES = 256 * 1024;

/** The decompressor of Node.js one step at a time, so that it is known which step failed. */
export class Inflater {
  /** Set once the bytes cannot be gzip data, or when they end too early. */
  failure: Error | undefined;
  /** Whether the gzip data has come to its end. */
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

  /** Whether nothing more can be written. */
  get isOver(): boolean {
    return this.hasEnded || this.failure !== undefined;
  }

  /** How many of the bytes written were gzip data; others came after its end. */
  get bytesTaken(): number {
    return this.stream.bytesWritten;
  }

  /** Resolves once all text of these bytes is there. On a failure, the text of this step is lost. */
  write(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.settle = resolve;
      this.stream.write(bytes, () => resolve());
    });
  }

  /** Resolves once it is known whether the gzip data is complete. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.settle = resolve;
      this.stream.end();
    });
  }

  /** The text since this was last asked. */
  takeTexts(): Buffer[] {
    const { texts } = this;
    this.texts = [];
    return texts;
  }

  close(): void {
    this.stream.destroy();
  }
}
