import { gzipSync } from 'node:zlib';
import { TemporaryFolder } from '../temporary-folder';
import { writeParquet, zipOf } from './archives';
import { contentsIn, readContents, streamOf } from './read-contents';

const folder = new TemporaryFolder();

/** A row as Security Lake has it, as far as its types go. */
const OCSF = `SELECT
  {'operation': 'DescribeInstances', 'service': {'name': 'ec2.amazonaws.com'}} AS api,
  1772528400123::BIGINT AS time,
  6003 AS class_uid,
  [{'key': 'a', 'value': 1}, {'key': 'b', 'value': 2}] AS list,
  MAP {'requestParameters.maxResults': '5'} AS unmapped,
  NULL::VARCHAR AS absent`;

const ROW = {
  api: { operation: 'DescribeInstances', service: { name: 'ec2.amazonaws.com' } },
  time: 1772528400123,
  class_uid: 6003,
  list: [
    { key: 'a', value: 1 },
    { key: 'b', value: 2 },
  ],
  unmapped: { 'requestParameters.maxResults': '5' },
  absent: null,
};

describe('contentsOf a Parquet file', () => {
  it.each(['zstd', 'gzip', 'snappy', 'lz4_raw', 'brotli', 'uncompressed'])(
    'reads its rows: %s',
    async (compression) => {
      const file = folder.at(`${compression}.bin`);
      const bytes = await writeParquet(file, OCSF, `COMPRESSION ${compression}`);

      expect(await readContents({ kind: 'file', path: file })).toEqual([
        { name: file, rows: [ROW] },
      ]);
      expect(await contentsIn(bytes)).toEqual([{ name: 'a', rows: [ROW] }]);
    },
  );

  it('reads rows in other layers', async () => {
    const bytes = await writeParquet(folder.at('inner.parquet'), OCSF, 'COMPRESSION zstd');

    expect(await contentsIn(zipOf([{ name: 'b', content: gzipSync(bytes) }]))).toEqual([
      { name: 'a/b', rows: [ROW] },
    ]);
    expect(await readContents(streamOf(bytes, 1000))).toEqual([{ name: 'a', rows: [ROW] }]);
  });

  it('turns each type into what JSON can hold', async () => {
    const query = `SELECT TIMESTAMP '2026-03-03 09:00:00.123' AS micros,
      TIMESTAMP_MS '2026-03-03 09:00:00.123' AS millis,
      TIMESTAMPTZ '2026-03-03 09:00:00+00' AS zoned,
      DATE '2026-03-03' AS day,
      18446744073709551615::UBIGINT AS large,
      12.5::DECIMAL(10, 2) AS decimal,
      '{"a":1}'::JSON AS json,
      true AS yes,
      'text'::BLOB AS bytes`;
    const bytes = await writeParquet(folder.at('types.parquet'), query, 'COMPRESSION zstd');

    expect(await contentsIn(bytes)).toEqual([
      {
        name: 'a',
        rows: [
          {
            micros: '2026-03-03T09:00:00.123Z',
            millis: '2026-03-03T09:00:00.123Z',
            zoned: '2026-03-03T09:00:00.000Z',
            day: '2026-03-03',
            large: '18446744073709551615',
            decimal: 12.5,
            json: '{"a":1}',
            yes: true,
            bytes: 'text',
          },
        ],
      },
    ]);
  });

  it('reads every row of every group once, in order, also of a large group', async () => {
    const query = `SELECT i, repeat(hash(i)::VARCHAR, 50) AS filler FROM range(40000) r(i)`;
    for (const groupRows of [10_000, 40_000]) {
      const options = `COMPRESSION uncompressed, ROW_GROUP_SIZE ${groupRows}`;
      const bytes = await writeParquet(folder.at('groups.parquet'), query, options);

      const [{ rows = [] } = {}] = await contentsIn(bytes);

      expect(rows.map((row) => (row as { i: number }).i)).toEqual([...Array(40_000).keys()]);
    }
  });

  it('yields the rows before a group is corrupt, and reports it', async () => {
    const query = 'SELECT i, hash(i)::VARCHAR AS filler FROM range(6144) r(i)';
    const options = 'COMPRESSION zstd, ROW_GROUP_SIZE 2048';
    const bytes = await writeParquet(folder.at('corrupt.parquet'), query, options);
    const middle = Math.floor(bytes.length * 0.6);
    bytes.fill(0xff, middle, middle + 1000);

    const [{ rows = [] } = {}, problem] = await contentsIn(bytes);

    expect(rows.length % 2048).toBe(0);
    expect(rows.length).toBeGreaterThan(0);
    expect(problem?.message).toMatch(
      new RegExp(
        `^The Parquet file is corrupt or truncated \\(.+\\). Rows read: ${rows.length}\\.$`,
      ),
    );
  });

  it.each([4, 12, 100, 1000])('reports one that is cut after %d bytes', async (length) => {
    const bytes = await writeParquet(folder.at('cut.parquet'), OCSF, 'COMPRESSION zstd');

    expect(await contentsIn(bytes.subarray(0, length))).toEqual([
      { name: 'a', rows: [] },
      { name: 'a', message: expect.stringMatching(/^The Parquet file is corrupt or truncated/) },
    ]);
  });
});
