import { parseHiveType } from '../../src/athena/hive-type';

describe('a type of the Data Catalog', () => {
  it('has the fields of nested structs, in lower case', () => {
    const type = parseHiveType(
      'STRUCT<`type`: STRING, sessionContext: struct<attributes:map<string,string>,list:array<struct<a:int,b:int>>>,price:decimal(10,2)>',
    );

    expect(type).toEqual({
      kind: 'struct',
      fields: new Map<string, unknown>([
        ['type', { kind: 'other', name: 'string' }],
        [
          'sessioncontext',
          {
            kind: 'struct',
            fields: new Map<string, unknown>([
              ['attributes', { kind: 'map' }],
              ['list', { kind: 'other', name: 'array<struct<a:int,b:int>>' }],
            ]),
          },
        ],
        ['price', { kind: 'other', name: 'decimal(10,2)' }],
      ]),
    });
  });

  it.each(['', 'struct<', 'struct<>', 'struct<a', '>>>'])('never throws: %j', (text) => {
    expect(() => parseHiveType(text)).not.toThrow();
  });
});
