import { LayerError } from './layer-error';

/** Deflate makes its data at most 1,032 times as small. Only a bomb of several layers expands further. */
const MAX_EXPANSION = 1100;

/** Small files may expand to this size, however small they are. */
const FREE_BYTES = 64 * 1024 * 1024;

/** Counts the bytes of one source. */
export class Meter {
  /** Bytes of the file, as stored, read so far. */
  stored = 0;
  private unpacked = 0;
  private readonly size: number;

  /** @param size of the file, as stored; infinite if unknown. */
  constructor(size = Number.POSITIVE_INFINITY) {
    this.size = size;
  }

  /** The file was read up to this offset. */
  reached(offset: number): void {
    this.stored = Math.max(this.stored, offset);
  }

  /** A part of the file was read, maybe not for the first time. */
  add(bytes: number): void {
    this.stored = Math.min(this.size, this.stored + bytes);
  }

  /**
   * Passes on what a layer held.
   *
   * @throws LayerError as soon as the file expands as only a decompression bomb does.
   */
  async *unpack(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const block of blocks) {
      this.unpacked += block.length;
      if (this.isBomb()) {
        throw new LayerError(
          `The file expands to more than ${MAX_EXPANSION} times its size, as a decompression bomb does. If you trust it, unpack it, and pass the unpacked files`,
          this.stored,
        );
      }
      yield block;
    }
  }

  /** Whether the rest of the file is not worth reading. */
  isBomb(): boolean {
    return this.unpacked > FREE_BYTES + MAX_EXPANSION * this.stored;
  }
}
