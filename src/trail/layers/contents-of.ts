import { judgeKey } from '../find/history-part';
import { judgeName } from '../find/trail-name';
import { gunzip, type TextBlock } from '../gunzip';
import { shownName } from '../shown-name';
import { nameOf, type TrailSource } from '../trail-source';
import { type Bytes, inMemory, peek, type RandomAccess } from './bytes';
import { LayerError } from './layer-error';
import { layerOf, withoutMark } from './layer-of';
import { parquetRows } from './parquet';
import { openStored, type StoredFile } from './stored-file';
import { untar } from './tar';
import { decodeUtf16 } from './utf16';
import { type UnreadableEntry, unzip } from './zip';

/** What a source holds, without the layers around it: compression, archives, encodings. */
export type Content = TextContent | RowsContent | UnreadableContent;

/** UTF-8 text without a byte order mark. */
interface TextContent {
  readonly kind: 'text';
  /** The name of the source; in an archive, with the path in it: `logs.zip/a.json`. */
  readonly name: string;
  /**
   * All text that can be read comes before an error.
   *
   * @throws LayerError where a layer is corrupt or truncated; SourceError, or the error of Node.js, which has a `code`,
   * where the source cannot be opened or read.
   */
  readonly blocks: AsyncIterable<TextBlock>;
}

/** Values that come without text, from Parquet. */
interface RowsContent {
  readonly kind: 'rows';
  readonly name: string;
  /** Does not throw: if they end early, an `unreadable` content comes next. */
  readonly rows: AsyncIterable<unknown>;
}

interface UnreadableContent {
  readonly kind: 'unreadable';
  readonly name: string;
  /** What it looks like and how to give it to us, in one or two sentences. */
  readonly message: string;
}

/** Layers that may be in one another. */
const MAX_DEPTH = 8;

/** Contents of one source that are named as unreadable. The others are only counted. */
const MAX_UNREADABLE = 20;

/** An archive or a Parquet file that can only be read from its beginning is kept in memory, up to this size. */
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;

/**
 * Takes the layers off a source: gzip (also in gzip), UTF-16, zip, tar, Parquet. The content decides, not the name. An
 * archive is read as a folder is: without side files, digests and files of other kinds. Does not throw. Read each
 * content to its end before you ask for the next one.
 */
export async function* contentsOf(source: TrailSource): AsyncGenerator<Content> {
  const name = nameOf(source);
  let file: StoredFile;
  try {
    file = await openStored(source);
  } catch (error) {
    yield unreadOf(name, error);
    return;
  }
  let unreadable = 0;
  try {
    for await (const content of new Unpacking(file).contents(file, 0)) {
      unreadable += content.kind === 'unreadable' ? 1 : 0;
      if (content.kind !== 'unreadable' || unreadable <= MAX_UNREADABLE) {
        yield content;
      }
    }
    if (unreadable > MAX_UNREADABLE) {
      const message = `${unreadable - MAX_UNREADABLE} more files in it cannot be read.`;
      yield { kind: 'unreadable', name, message };
    }
  } finally {
    await file.close();
  }
}

/** Bytes in an archive, under their path there. */
type Entry = Omit<Bytes, 'name'> & { readonly path: string };

/** The unpacking of one source. */
class Unpacking {
  private readonly meter: StoredFile['meter'];

  constructor({ meter }: StoredFile) {
    this.meter = meter;
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
        const message = `More than ${MAX_DEPTH} layers of compression and archives are in one another. Unpack the file, and pass the unpacked files.`;
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
      case 'tar':
        yield* this.entries(bytes.name, untar(bytes.open(), isWanted), depth);
        break;
      case 'zip':
        yield* this.withAccess(bytes, 'zip archive', (access) =>
          this.entries(bytes.name, unzip(access, isWanted), depth),
        );
        break;
      case 'parquet':
        yield* this.withAccess(bytes, 'Parquet file', (access) =>
          this.rows(bytes.name, parquetRows(access)),
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
          yield { kind: 'unreadable', name, message: 'The rest of the archive was not read.' };
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
        const message = `This ${what} is larger than ${size} and comes in a stream or in another layer. Unpack the layers around it into a file, and pass that file.`;
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

/** What could not be read to its end. The reader of texts knows the failures of files. */
function unreadOf(name: string, error: unknown): Content {
  if (error instanceof LayerError) {
    return { kind: 'unreadable', name, message: `${error.message}.` };
  }
  // biome-ignore lint/correctness/useYield: it fails before it can yield anything.
  const failing = async function* (): AsyncGenerator<TextBlock> {
    throw error;
  };
  return { kind: 'text', name, blocks: failing() };
}
