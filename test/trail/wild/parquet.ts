import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { lines } from './shape';

/** Rows as a Parquet file with Zstandard, the compression of Security Lake. */
export async function parquetOf(rows: readonly unknown[]): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'regionsweep-wild-'));
  try {
    const [from, to] = [path.join(folder, 'rows.json'), path.join(folder, 'rows.parquet')];
    await writeFile(from, lines(rows));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const read = `read_json('${from}', format = 'newline_delimited', convert_strings_to_integers = false, timestampformat = 'x', dateformat = 'x')`;
    await connection.run(`COPY (FROM ${read}) TO '${to}' (FORMAT parquet, COMPRESSION zstd)`);
    connection.closeSync();
    return await readFile(to);
  } finally {
    await rm(folder, { recursive: true });
  }
}
