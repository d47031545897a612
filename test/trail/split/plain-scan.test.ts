import fc from 'fast-check';
import { endOfPlainRecord } from '../../../src/trail/split/plain-scan';
import { StringWatch } from '../../../src/trail/split/string-watch';
import { WatchedStrings } from '../../../src/trail/split/watched-strings';
import { splitText } from '../split-text';

const STRINGS = new WatchedStrings({
  anyOf: ['DescribeInstances', 'x', 'a'.repeat(62)],
  allOf: ['eventName'],
});

/** Blocks of the scan have 64 bytes: twice as many offsets have every place in a block, and in the one after. */
const OFFSETS = Array.from({ length: 130 }, (_, index) => index);

/** The bits of watched strings that a scan gave, as the strings. */
class Found extends StringWatch {
  texts: string[] = [];

  override takeBits(bits: number): void {
    this.texts = STRINGS.list
      .filter(({ bit }) => (bits & bit) !== 0)
      .map(({ bytes }) => JSON.parse(bytes.toString()));
  }
}

/** What a scan says of a text, which it begins at an offset. */
function scanned(
  text: string,
  { from = 0, isDocument = false } = {},
): { readonly end: number; readonly found: readonly string[] } {
  const watch = new Found(STRINGS);
  return {
    end: endOfPlainRecord(Buffer.from(text), from, isDocument, watch),
    found: watch.texts,
  };
}

function spaces(length: number): string {
  return ' '.repeat(length);
}

/** Whether the filter rules out a record, by all strings that it has; with an escape in one, it never does. */
function mayBePassedOver(record: string): boolean {
  const strings = record.split('"').filter((_, index) => index % 2 === 1);
  const has = (text: string): boolean => strings.includes(text);
  return (
    strings.every((text) => !text.includes('\\')) &&
    has('eventName') &&
    !['DescribeInstances', 'x'].some(has)
  );
}

describe('endOfPlainRecord', () => {
  it.each(OFFSETS)('finds the end of an object of %d more bytes than none', (more) => {
    const object = `{"a":${spaces(more)}[{"b":"}]\u00e9"},[]]}`;

    expect(scanned(`${object}}]{"`).end).toBe(Buffer.byteLength(object));
    expect(scanned(object).end).toBe(Buffer.byteLength(object));
  });

  it.each(OFFSETS)('finds watched strings %d bytes after the beginning', (more) => {
    for (const { bytes } of STRINGS.list) {
      const object = `{${spaces(more)}${bytes}:[${bytes}]}`;

      expect(scanned(object)).toEqual({
        end: object.length,
        found: [JSON.parse(bytes.toString())],
      });
    }
  });

  it.each(OFFSETS)(
    'finds none in what follows, nor in what comes before, %d bytes away',
    (more) => {
      const before = `"eventName"${spaces(more)}`;
      const object = `{"n":${spaces(more)}1}`;
      const text = `${before}${object},{"x":"eventName"}`;

      expect(scanned(text, { from: before.length })).toEqual({
        end: before.length + object.length,
        found: [],
      });
    },
  );

  it.each([
    ['a part of a string', '{"eventNames":"DescribeInstance","xx":" x"}'],
    ['two strings', '{"even":"Name","De":"cribeInsta"}'],
    ['what is between strings', '{"a"eventName"b":1}'],
  ])('does not take %s for a watched string', (_what, text) => {
    expect(scanned(text)).toEqual({ end: text.length, found: [] });
  });

  it.each([
    ['no object', '["a"]'],
    ['an escape', '{"a":"\\u0041"}'],
    ['an escape at the end of a block', `{"a":"${'b'.repeat(57)}\\n"}`],
    ['a line end', '{"a":\n1}'],
    ['no end', '{"a":[1,2]'],
    ['a string without an end', '{"a":"}'],
    ['a bracket of the wrong kind', '{"a":[}]'],
    ['too many levels', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`],
  ])('gives up at %s', (_what, text) => {
    expect(scanned(`${text}${spaces(70)}`).end).toBe(-1);
    expect(scanned(text).end).toBe(-1);
  });

  it.each([
    ['Records', '{"Records":[1]}'],
    ['Events after other members', `{"a":"${'b'.repeat(80)}","Events":[1]}`],
    ['a key that may be either', '{"Entries":[1]}'],
    ['a key at some distance', '{"Records" : [1]}'],
    ['no key', '{[1]}'],
  ])('gives up at a list of a document: %s', (_what, text) => {
    expect(scanned(text, { isDocument: true }).end).toBe(-1);
    expect(scanned(text).end).toBe(text.length);
  });

  it.each([
    ['of another key', '{"resources":[1],"a":[2]}'],
    ['within a member', '{"a":{"Records":[1]}}'],
  ])('goes on at a list %s', (_what, text) => {
    expect(scanned(text, { isDocument: true }).end).toBe(text.length);
  });

  it('keeps texts and watches apart, whatever their order and size', () => {
    const small = Buffer.from('{"eventName":1}');
    const large = Buffer.from(`{"a":"${'b'.repeat(300_000)}","x":1}`);
    const other = new WatchedStrings({ anyOf: ['eventName'], allOf: [] });
    for (const chunk of [small, large, small]) {
      for (const strings of [STRINGS, other, STRINGS]) {
        const watch = new StringWatch(strings);

        expect(endOfPlainRecord(chunk, 0, false, watch)).toBe(chunk.length);
        expect(watch.rulesOut).toBe(strings === STRINGS ? chunk === small : chunk === large);
      }
    }
  });

  it('takes a part of a text for a text of its own', () => {
    const whole = Buffer.from('{"eventName":{"x":[1]}} ');
    const parts = [
      [whole, 23, ['eventName', 'x']],
      [whole.subarray(13), 9, ['x']],
      [whole.subarray(13, 21), -1, []],
      [whole.subarray(0, 23), 23, ['eventName', 'x']],
      [Buffer.concat([whole.subarray(13)]), 9, ['x']],
    ] as const;
    for (const [chunk, end, texts] of parts) {
      const watch = new Found(STRINGS);

      expect(endOfPlainRecord(chunk, 0, false, watch)).toBe(end);
      expect(end === -1 ? [] : watch.texts.toSorted()).toEqual(texts);
    }
  });

  it('says what a reader says that takes one byte at a time', () => {
    const anyPart = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '"a"', '"x"', '"eventName"', '"Records"', '\\', '\n'],
      ...[
        '{"a":',
        '"eventName":',
        '"DescribeInstances"',
        'true',
        spaces(61),
        'é',
        '{}',
        '{"x":[]}',
      ],
    );
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 40 }), (parts) => {
        const text = parts.join('');

        const bytewise = splitText(text, { chunkSizes: [1] });
        expect(splitText(text)).toEqual(bytewise);
        expect(splitText(text, { filter: STRINGS }).records).toEqual(
          bytewise.records.filter((record) => !mayBePassedOver(record)),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
