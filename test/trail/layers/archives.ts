import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { pack } from 'tar-stream';

/** What differs from an ordinary entry. */
interface ZipEntry {
  readonly name: string;
  readonly content: string | Buffer;
  /** Of the compression; only 0 and 8 compress as they say. */
  readonly method?: number;
  readonly isEncrypted?: boolean;
  /** Writes the sizes as in archives beyond 4 GiB. */
  readonly isZip64?: boolean;
}

/** A zip archive. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method = 8, isEncrypted = false, isZip64 = false } of entries) {
    const text = Buffer.from(content);
    const data = method === 8 ? deflateRawSync(text) : text;
    const fileName = Buffer.from(name);
    const extra = isZip64 ? Buffer.alloc(20) : Buffer.alloc(0);
    if (isZip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(text.length), 4);
      extra.writeBigUInt64LE(BigInt(data.length), 12);
    }
    // From "version needed to extract" to "extra field length", the same in both headers.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(isZip64 ? 45 : 20, 0);
    common.writeUInt16LE(0x0800 | (isEncrypted ? 1 : 0), 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(text), 10);
    common.writeUInt32LE(isZip64 ? 0xffffffff : data.length, 14);
    common.writeUInt32LE(isZip64 ? 0xffffffff : text.length, 18);
    common.writeUInt16LE(fileName.length, 22);
    common.writeUInt16LE(extra.length, 24);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, fileName, extra, data]);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), common, place, fileName, extra);
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}

/** A tar archive. A name that ends with a slash is a folder. */
export async function tarOf(
  entries: readonly (readonly [name: string, content: string | Buffer])[],
): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of entries) {
    archive.entry({ name, ...(name.endsWith('/') && { type: 'directory' }) }, content);
  }
  archive.finalize();
  return buffer(archive as unknown as AsyncIterable<Uint8Array>);
}

/**
 * Writes a Parquet file.
 *
 * @param query of DuckDB, which returns the rows.
 * @param options of DuckDB, such as `compression zstd`.
 */
export async function writeParquet(file: string, query: string, options: string): Promise<Buffer> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet, ${options})`);
  connection.closeSync();
  instance.closeSync();
  return readFileSync(file);
}
