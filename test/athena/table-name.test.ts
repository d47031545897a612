import { isAthenaPath, tableNameOf } from '../../src/athena/table-name';

describe('a path to a table', () => {
  it.each([
    ['athena:Logs.Trail', 'logs', 'trail'],
    ['security-lake:amazon_db.table_2_0', 'amazon_db', 'table_2_0'],
    [
      'athena:aws:cloudtrail.01234567-89ab-cdef-0123-456789abcdef',
      'aws:cloudtrail',
      '01234567-89ab-cdef-0123-456789abcdef',
    ],
  ])('%s', (path, database, table) => {
    expect(isAthenaPath(path)).toBe(true);
    expect(tableNameOf(path)).toEqual({ database, table });
  });

  it.each([
    'athena:',
    'athena:logs',
    'athena:logs.',
    'athena:.trail',
    'athena:a.b.c',
    'athena:a"b.c',
    "athena:a.b'c",
    'athena:a.b;c',
    'athena:a b.c',
    `athena:a.${'b'.repeat(300)}`,
    'athena:a.b\n',
  ])('is not %j', (path) => {
    expect(tableNameOf(path)).toBeUndefined();
  });

  it('is no file name', () => {
    expect(isAthenaPath('./athena.json')).toBe(false);
  });
});
