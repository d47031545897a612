import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Found, recordsIn } from '../../../src/trail/formats/records-in';
import { callsOf, readText } from './read-text';
import { TWELVE_RECORDS } from './twelve-records';
import { WRAPPINGS } from './wrappings';

const MEGABYTES_10 = 10_000_000;
const [FIRST = {}] = TWELVE_RECORDS;
const QUOTA = TWELVE_RECORDS.find(({ eventName }) => eventName === 'GetServiceQuota');

function nested(depth: number, wrap: (inner: unknown) => unknown, inner: unknown): unknown {
  let value = inner;
  for (let level = 0; level < depth; level += 1) {
    value = wrap(value);
  }
  return value;
}

const kinds = (found: Iterable<Found>) => [...new Set(Array.from(found, ({ kind }) => kind))];

/** A kilobyte for each megabyte of zeros. */
const bomb = (megabytes: number) =>
  gzipSync(Buffer.alloc(megabytes * 1024 * 1024)).toString('base64');

const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['lists 100,000 deep', nested(100_000, (inner) => [inner], FIRST)],
  ['log files 10,000 deep', nested(10_000, (inner) => ({ Records: [inner] }), FIRST)],
  ['messages 1,000 deep', nested(1000, (inner) => ({ messageId: 'm', body: [inner] }), FIRST)],
  ['events 1,000 deep', nested(1000, (detail) => ({ 'detail-type': 'x', detail }), FIRST)],
  ['documents 1,000 deep', nested(1000, (_source) => ({ _source }), FIRST)],
  ['a text of 10 MB', 'x'.repeat(MEGABYTES_10)],
  ['a text of 10 MB of brackets', '{'.repeat(MEGABYTES_10)],
  ['a text of 10 MB of quotes', '{"'.repeat(MEGABYTES_10 / 2)],
  ['base64 of 10 MB', { data: 'QUJD'.repeat(MEGABYTES_10 / 4) }],
  ['data that is not base64', { data: '\u0000\ud800{}' }],
  ['a gzip bomb', { data: bomb(80) }],
  ['many gzip bombs', { records: Array.from({ length: 20 }, () => ({ data: bomb(10) })) }],
  ['truncated gzip', { data: bomb(1).slice(0, 400) }],
  ['lone surrogates', { '\ud800': '\udfff' }],
  ['a name of 1 MB', { ['n'.repeat(1_000_000)]: 1 }],
  ['a column of 1 MB', { eventName: 'x', eventSource: 'y', [`a.${'b'.repeat(1_000_000)}`]: 1 }],
  ['an identity of 1 MB', { ...FIRST, userIdentity: `{type=${', arn='.repeat(200_000)}` }],
  ['an identity of brackets', { ...FIRST, userIdentity: '{attributes='.repeat(100_000) }],
  ['parameters of 1 MB', { ...QUOTA, requestParameters: `{${'a=b, '.repeat(200_000)}` }],
  ['a column without a text', { columns: [[{ toString: 1, valueOf: 1 }]], rows: [[1]] }],
  [
    'a cell of the head without a text',
    { ResultSet: { Rows: [{ Data: [{ VarCharValue: [{ toString: 1, valueOf: 1 }] }] }, {}] } },
  ],
  [
    'an entry without a text',
    { class_uid: 6003, unmapped: [[[{ toString: 1, valueOf: 1 }], 'x'], { key: { toString: 1 } }] },
  ],
  [
    'an identity without a text',
    { eventname: 'x', eventsource: 'y', useridentity: [{ toString: 1, valueOf: 1 }] },
  ],
  ['paths of many names', { class_uid: 6003, unmapped: { ['a.'.repeat(100_000)]: 1 } }],
];

describe('recordsIn', () => {
  it.each(HOSTILE)('understands nothing in %s, and ends', (_name, value) => {
    expect(kinds(recordsIn(value))).toEqual(['not-understood']);
  });

  it.each(HOSTILE)('has a short message for %s', (_name, value) => {
    for (const found of recordsIn(value)) {
      const message = found.kind === 'not-understood' ? found.message : '';
      expect(message.length).toBeLessThan(400);
      expect(message).toMatch(/^[ -~…]+$/);
    }
  });

  it('decompresses no more than 64 MiB in one value', () => {
    const records = Array.from({ length: 20 }, () => ({ data: bomb(10) }));
    const messages = [...recordsIn({ records })].map((found) =>
      found.kind === 'not-understood' ? found.message : '',
    );

    expect(messages.filter((message) => message.includes('larger than 64 MiB'))).toHaveLength(14);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'sets nothing on other objects by a member %s',
    (name) => {
      const polluted = `{"${name}":{"polluted":"yes"},"x":1}`;
      const values = [
        `{"${name}":[{"eventSource":"x","eventName":"y"}]}`,
        `{"results":[[{"field":"${name}","value":"x"},{"field":"eventName","value":"y"}]]}`,
        `{"QueryResultRows":[[{"${name}":"x"},{"eventName":"y"},{"eventSource":"z"}]]}`,
        `{"eventsource":"x","eventname":"y","useridentity":${polluted},"requestparameters":${polluted}}`,
        `{"class_uid":6003,"metadata":{"product":{"name":"CloudTrail"}},"api":{"operation":"x","service":{"name":"y"}},"unmapped":{"${name}.polluted":"yes","requestParameters.${name}":"x"}}`,
      ];
      for (const value of values) {
        expect(() => [...recordsIn(JSON.parse(value))]).not.toThrow();
      }

      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );

  it('never throws, and leaves no value without an answer', () => {
    const names = fc.constantFrom(
      ...['Records', 'events', 'detail', 'detail-type', 'body', 'messageId', 'Sns', 'Message'],
      ...['Type', 'data', 'kinesis', 'results', '_raw', '_source', 'hits', 'ResultSet', 'Rows'],
      ...[
        'columns',
        'rows',
        'class_uid',
        'api',
        'metadata',
        'unmapped',
        'eventName',
        'eventSource',
      ],
      ...['userIdentity', 'requestparameters', 'awslogs', 'logEvents', 'message', 'timestamp'],
    );
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(
        fc.constantFrom(null, true, 0, '', '{}', '[]', '"x"', '{', '{type=IAMUser}', 'H4sIAAAA'),
        fc.string(),
      ),
      list: fc.array(tie('tree'), { maxLength: 4 }),
      object: fc.dictionary(names, tie('tree'), { maxKeys: 5 }),
      tree: fc.oneof({ depthSize: 'medium' }, tie('leaf'), tie('list'), tie('object')),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        for (const found of recordsIn(value)) {
          expect(found.kind).toMatch(/^(record|notification|not-understood)$/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('twelve calls', () => {
  const cuts = WRAPPINGS.map((wrapping) => [wrapping.name, wrapping] as const);

  it.each(cuts)('are never more if something is cut out of: %s', async (_name, { write }) => {
    const text = write(TWELVE_RECORDS);
    for (const part of [1, 2, 3, 4, 5]) {
      const at = Math.floor((text.length * part) / 6);
      const { found } = await readText(text.slice(0, at) + text.slice(at + 25));
      expect(callsOf(found).length).toBeLessThanOrEqual(12);
    }
  });
});
