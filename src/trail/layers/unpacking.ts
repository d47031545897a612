import { judgeKey } from '../find/history-part';
import { judgeName } from '../find/trail-name';
import { gunzip, type TextBlock } from '../gunzip';
import { shownName } from '../shown-name';
import type { Archives } from './archives';
import { type Bytes, inMemory, peek, type RandomAccess } from './bytes';
import { type Content, unreadOf } from './content';
import { LayerError } from './layer-error';
import { layerOf, withoutMark } from './layer-of';
import type { StoredFile } from './stored-file';
import { decodeUtf16 } from './utf16';
import type { UnreadableEntry } from './zip';

/** Layers that may be nested. */
const MAX_DEPTH = 8;

/** An archive or a Parquet file that can only be read from its beginning is kept in memory, up to this size. */
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;

/** Bytes in an archive, under their path there. */
type Entry = Omit<Bytes, 'name'> & { readonly path: string };

/** The unpacking of one source. */
export class Unpacking {
  private readonly meter: StoredFile['meter'];
  private readonly archives: Archives | undefined;

  /** @param archives absent, if only compressed text is to be read. */
  constructor({ meter }: StoredFile, archives?: Archives) {
    this.meter = meter;
    this.archives = archives;
  }

  /** @param depth how many layers are around the bytes. */
  async *contents(bytes: Bytes, depth: number): AsyncGenerator<Content> {
    const { name } = bytes;
    const start = await peek(bytes.open());
    try {
      const layer = layerOf(start.first);
      if (layer.kind === 'unreadable') {
        yield { kind: 'unreadable', name, message: layer.message };
      } else if (depth === MAX_DEPTH) {
        const message = `This has more than ${MAX_DEPTH} nested layers of compression and archives. Unpack it, and pass the unpacked files.`;
        yield { kind: 'unreadable', name, message };
      } else {
        yield* this.inside(layer.kind, resumed(bytes, start.blocks), depth);
      }
    } finally {
      await start.close();
    }
  }

  private async *inside(
    kind: Exclude<ReturnType<typeof layerOf>['kind'], 'unreadable'>,
    bytes: Bytes,
    depth: number,
  ): AsyncGenerator<Content> {
    switch (kind) {
      case 'text':
        yield this.text(bytes.name, bytes.open(), depth);
        break;
      case 'utf-16le':
      case 'utf-16be':
        yield this.text(bytes.name, decodeUtf16(bytes.open(), kind), depth);
        break;
      case 'gzip': {
        const { name, isRepeatable } = bytes;
        const open = () => this.meter.unpack(gunzip(bytes.open, isRepeatable));
        yield* this.contents({ name, isRepeatable, open }, depth + 1);
        break;
      }
      default:
        yield* this.archive(kind, bytes, depth);
    }
  }

  private async *archive(
    kind: 'tar' | 'zip' | 'parquet',
    bytes: Bytes,
    depth: number,
  ): AsyncGenerator<Content> {
    const { archives } = this;
    const { name } = bytes;
    if (archives === undefined) {
      const message = `This is a ${kind} file, not a CloudTrail log file.`;
      yield { kind: 'unreadable', name, message };
    } else if (kind === 'tar') {
      yield* this.entries(name, archives.untar(bytes.open(), isWanted), depth);
    } else if (kind === 'zip') {
      yield* this.withAccess(bytes, 'zip archive', (access) =>
        this.entries(name, archives.unzip(access, isWanted), depth),
      );
    } else {
      yield* this.withAccess(bytes, 'Parquet file', (access) =>
        this.rows(name, archives.parquetRows(access)),
      );
    }
  }

  private text(name: string, blocks: AsyncIterable<Buffer>, depth: number): Content {
    const { meter } = this;
    const counted = async function* (): AsyncGenerator<TextBlock> {
      let isFirst = true;
      try {
        for await (const block of blocks) {
          yield { text: isFirst ? withoutMark(block) : block, bytesRead: meter.stored };
          isFirst = false;
        }
      } catch (error) {
        // Offsets in an inner layer are no offsets in the file.
        const isInner = error instanceof LayerError && depth > 1;
        throw isInner ? new LayerError(error.message, meter.stored) : error;
      }
    };
    return { kind: 'text', name, blocks: counted() };
  }

  /** The contents of what an archive holds, and why it cannot be read to its end. */
  private async *entries(
    name: string,
    archive: AsyncIterable<Entry | UnreadableEntry>,
    depth: number,
  ): AsyncGenerator<Content> {
    try {
      for await (const entry of archive) {
        const entryName = `${name}/${shownName(entry.path)}`;
        if ('message' in entry) {
          yield { kind: 'unreadable', name: entryName, message: entry.message };
        } else if (this.meter.isBomb()) {
          yield {
            kind: 'unreadable',
            name,
            message: 'RegionSweep did not read the rest of the archive.',
          };
          return;
        } else {
          const open = () => this.meter.unpack(entry.open());
          yield* this.contents({ ...entry, name: entryName, open }, depth + 1);
        }
      }
    } catch (error) {
      yield unreadOf(name, error);
    }
  }

  private async *rows(name: string, given: AsyncIterable<unknown>): AsyncGenerator<Content> {
    let failure: { readonly error: unknown } | undefined;
    const rows = async function* (): AsyncGenerator<unknown> {
      try {
        yield* given;
      } catch (error) {
        failure = { error };
      }
    };
    yield { kind: 'rows', name, rows: rows() };
    if (failure !== undefined) {
      yield unreadOf(name, (failure as { readonly error: unknown }).error);
    }
  }

  /** Lets the bytes be read in any order, if need be from memory. */
  private async *withAccess(
    { name, access, open }: Bytes,
    what: string,
    read: (access: RandomAccess) => AsyncIterable<Content>,
  ): AsyncGenerator<Content> {
    try {
      const whole = access ?? (await inMemory(open(), MAX_MEMORY_BYTES));
      if (whole === undefined) {
        const size = `${MAX_MEMORY_BYTES / 1024 / 1024} MiB`;
        const message = `This ${what} is larger than ${size}, and is compressed, in an archive or from a pipe. Save it as a file of its own, and pass that file.`;
        yield { kind: 'unreadable', name, message };
      } else {
        yield* read(whole);
      }
    } catch (error) {
      yield unreadOf(name, error);
    }
  }
}

/** The bytes, which begin with blocks that were opened before. */
function resumed(bytes: Bytes, opened: AsyncIterable<Buffer>): Bytes {
  let isFirst = true;
  const open = () => {
    const blocks = isFirst ? opened : bytes.open();
    isFirst = false;
    return blocks;
  };
  return { ...bytes, open };
}

function isWanted(path: string): boolean {
  return judgeName(path) === 'read' && judgeKey(path, {}) === 'read';
}
