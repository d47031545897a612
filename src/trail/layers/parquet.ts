import { gunzipSync } from 'node:zlib';
import type { Compressors, FileMetaData, ParquetParsers } from 'hyparquet';
import type { RandomAccess } from './bytes';
import { LayerError } from './layer-error';
import { plainValue } from './plain-value';

/** Rows are read in steps of about this many bytes, uncompressed: as objects they take several times the room. */
const STEP_BYTES = 32 * 1024 * 1024;

/** A larger page is not the work of a writer of logs. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024;

/**
 * The rows of a Parquet file as values that JSON could hold.
 *
 * @throws LayerError where the file is corrupt or truncated; the failure to read it.
 */
export async function* parquetRows(access: RandomAccess): AsyncGenerator<unknown> {
  // Loaded on demand: most histories have no Parquet.
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const file = new ParquetFile(access);
  let rowsRead = 0;
  try {
    const options = { file, parsers: PARSERS, geoparquet: false };
    const metadata = await parquetMetadataAsync(file, options);
    const compressors = await loadCompressors();
    for (const [rowStart, rowEnd] of stepsOf(metadata)) {
      const rows = await parquetReadObjects({
        ...options,
        metadata,
        compressors,
        rowStart,
        rowEnd,
        useOffsetIndex: true,
      });
      for (const row of rows) {
        yield plainValue(row);
        rowsRead += 1;
      }
    }
  } catch (error) {
    const { message } = error as Error;
    const fault = `The Parquet file is corrupt or truncated (${message}). Rows read: ${rowsRead}`;
    throw file.failure?.error ?? new LayerError(fault, 0);
  }
}

/** Row groups, large ones in several steps. */
function* stepsOf({ row_groups: groups }: FileMetaData): Generator<[start: number, end: number]> {
  let first = 0;
  for (const { num_rows: count, total_byte_size: bytes } of groups) {
    const end = first + Number(count);
    const step = Math.ceil(Number(count) / Math.max(1, Math.ceil(Number(bytes) / STEP_BYTES)));
    for (let start = first; start < end; start += step) {
      yield [start, Math.min(end, start + step)];
    }
    first = end;
  }
}

async function loadCompressors(): Promise<Compressors> {
  const { compressors, decompressZstd } = await import('hyparquet-compressors');
  const all: Compressors = {
    ...compressors,
    ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
    // Faster than one in JavaScript.
    GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  };
  const bounded = Object.entries(all).map(([codec, decompress]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (length > MAX_PAGE_BYTES) {
        throw new Error(`a page of ${length} bytes`);
      }
      return decompress(input, length);
    },
  ]);
  return Object.fromEntries(bounded) as Compressors;
}

/** Lets hyparquet read any bytes. Keeps a failure to read, which is no fault of the file. */
class ParquetFile {
  readonly byteLength: number;
  failure: { readonly error: unknown } | undefined;
  private readonly access: RandomAccess;

  constructor(access: RandomAccess) {
    this.access = access;
    this.byteLength = access.size;
  }

  async slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    try {
      // A copy, because Node.js keeps several small buffers in one.
      return new Uint8Array(await this.access.read(start, end)).buffer;
    } catch (error) {
      this.failure ??= { error };
      throw error;
    }
  }
}

/** JSON has no dates, and OCSF writes them as the standard does. */
const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => isoTime(Number(millis)),
  timestampFromMicroseconds: (micros) => isoTime(Number(micros) / 1000),
  timestampFromNanoseconds: (nanos) => isoTime(Number(nanos) / 1_000_000),
  dateFromDays: (days) => isoTime(days * 86_400_000)?.slice(0, 10),
  jsonFromBytes: (bytes) => bytes && Buffer.from(bytes).toString(),
};

function isoTime(millis: number): string | undefined {
  const time = new Date(millis);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
