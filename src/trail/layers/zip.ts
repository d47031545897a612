import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } from 'yauzl';
import type { Bytes, RandomAccess } from './bytes';
import { LayerError } from './layer-error';

/** Read at once. */
const BLOCK_BYTES = 64 * 1024;

const STORED = 0;
const DEFLATED = 8;

/** Every document of Office is a zip archive that contains this. */
const OFFICE_FILE = '[Content_Types].xml';

/** An entry of a zip archive that cannot be read. */
export interface UnreadableEntry {
  readonly path: string;
  readonly message: string;
}

/**
 * The files in a zip archive, in the order of its directory. The paths are as in the archive.
 *
 * @throws LayerError where the directory of the archive is corrupt or missing; the failure to read it.
 */
export async function* unzip(
  access: RandomAccess,
  wants: (path: string) => boolean,
): AsyncGenerator<(Omit<Bytes, 'name'> & { readonly path: string }) | UnreadableEntry> {
  const reader = new AccessReader(access);
  try {
    // yauzl refuses names such as ../a.json, which do no harm where nothing is unpacked.
    const options = { decodeStrings: false, autoClose: false };
    const zip = await fromRandomAccessReaderPromise(reader, access.size, options);
    for await (const entry of zip.eachEntry()) {
      const path = pathOf(entry);
      const message = faultOf(entry, path);
      if (path !== OFFICE_FILE && (path.endsWith('/') || !wants(path))) {
        continue;
      }
      yield message === undefined
        ? { path, isRepeatable: true, open: () => entryBlocks(zip, entry, reader) }
        : { path, message };
    }
    await checkIsOne(reader, access.size, zip);
  } catch (error) {
    throw error instanceof LayerError
      ? error
      : (reader.failure ?? new LayerError(faultText(error), 0));
  }
}

/** The record at the end of an archive. */
const END_BYTES = 22;

/** Stands for a number that needs 64 bits. */
const IS_64_BIT = 0xffffffff;

/**
 * The directory at the end lists the files of the last archive alone, and says where it begins in that archive.
 *
 * @throws LayerError where other bytes come before the archive.
 */
async function checkIsOne(reader: AccessReader, size: number, { comment }: ZipFile): Promise<void> {
  const end = size - END_BYTES - comment.length;
  const record = await reader.bytes(end, end + END_BYTES);
  const [length, start] = [record.readUInt32LE(12), record.readUInt32LE(16)];
  if (length !== IS_64_BIT && start !== IS_64_BIT && start + length < end) {
    throw new LayerError(
      'Other bytes, maybe another zip archive, come before this one. Pass each archive as a file of its own',
      0,
    );
  }
}

function pathOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

/** Why an entry cannot be read; undefined if it can. */
function faultOf(entry: Entry, path: string): string | undefined {
  if (entry.isEncrypted()) {
    return 'This entry is encrypted. Unpack the archive with its password, and pass the unpacked files.';
  }
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return `This entry is compressed by method ${entry.compressionMethod}, and RegionSweep reads 0 (stored) and 8 (deflate). Unpack the archive, and pass the unpacked files.`;
  }
  return path === OFFICE_FILE
    ? 'This looks like an Office document, which RegionSweep does not read. Save it as CSV.'
    : undefined;
}

async function* entryBlocks(
  zip: ZipFile,
  entry: Entry,
  reader: AccessReader,
): AsyncGenerator<Buffer> {
  let checksum = 0;
  try {
    for await (const block of await zip.openReadStreamPromise(entry)) {
      checksum = crc32(block, checksum);
      yield block;
    }
  } catch (error) {
    throw reader.failure ?? new LayerError(faultText(error), 0);
  }
  // yauzl checks the sizes alone.
  if (checksum !== entry.crc32) {
    throw new LayerError('The zip archive is corrupt (wrong checksum)', 0);
  }
}

function faultText(error: unknown): string {
  const { message } = error as Error;
  return message.startsWith('End of central directory record signature not found')
    ? 'The zip archive is truncated: its directory, which comes last, is missing. Download it again'
    : `The zip archive is corrupt (${message.replace(/[.\s]+$/, '')})`;
}

/** Lets yauzl read any bytes. Keeps a failure to read, which yauzl would show as its own. */
class AccessReader extends RandomAccessReader {
  failure: unknown;
  private readonly access: RandomAccess;

  constructor(access: RandomAccess) {
    super();
    this.access = access;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.blocks(start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.bytes(position, position + length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(bytes.length === length ? null : new Error('unexpected end of file'));
      },
      (error: Error) => callback(error),
    );
  }

  private async *blocks(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; at += BLOCK_BYTES) {
      const block = await this.bytes(at, Math.min(end, at + BLOCK_BYTES));
      if (block.length > 0) {
        yield block;
      }
    }
  }

  async bytes(start: number, end: number): Promise<Buffer> {
    try {
      return await this.access.read(start, end);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }
}
