import { parseJson } from '../../../src/trail/split/json-bytes';
import { type SplitText, splitText } from '../split-text';

const BROKEN_TEXTS: readonly {
  readonly what: string;
  readonly text: string;
  readonly records: readonly string[];
  /** Lines of the problems, and what they say. */
  readonly problems: readonly (readonly [number, RegExp])[];
}[] = [
  {
    what: 'a line that is cut within a string',
    text: '{"a":1}\n{"a":"x\n{"a":3}\n',
    records: ['{"a":1}', '{"a":3}'],
    problems: [[2, /string does not end on its line/]],
  },
  {
    what: 'a line that is cut within an escape',
    text: '{"a":"\\\n{"a":2}\n',
    records: ['{"a":2}'],
    problems: [[1, /string does not end on its line/]],
  },
  {
    what: 'a line that is cut after a member',
    text: '{"a":1\r\n{"a":2}\r\n{"a":3}',
    records: ['{"a":2}', '{"a":3}'],
    problems: [[1, /next line starts another value/]],
  },
  {
    what: 'a line that is cut where the next line seems to go on with it',
    text: '{"a":[1,\n{"a":2}\n{"a":3}\n',
    records: ['{"a":2}', '{"a":3}'],
    problems: [[1, /next line starts another value/]],
  },
  {
    what: 'a line that is cut where all lines seem to go on with it',
    text: '{"a":\n{"a":2}\n\n',
    records: ['{"a":2}'],
    problems: [[1, /ends before this value does/]],
  },
  {
    what: 'several lines in a row that are cut where the next seems to go on with each',
    text: `${'{"a":\n'.repeat(16)}{"a":17}\n{"a":18}\n`,
    records: ['{"a":17}', '{"a":18}'],
    problems: [[1, /next line starts another value/]],
  },
  {
    what: 'several broken lines, each for itself',
    text: '{"a":1]\n{"a"\n{"a":3}\n{"a":4}}\n{"a":5}\n',
    records: ['{"a":3}', '{"a":4}', '{"a":5}'],
    problems: [
      [1, /Brackets do not match/],
      [2, /next line starts another value/],
      [4, /closing bracket has no opening bracket/],
    ],
  },
  {
    what: 'words between the lines',
    text: '{"a":1}\nERROR disk full\n{"a":2}\n42x\n{"a":3} and so on\n{"a":4}',
    records: ['{"a":1}', '{"a":2}', '{"a":3}', '{"a":4}'],
    problems: [
      [2, /This is not JSON/],
      [4, /This is not JSON/],
      [5, /This is not JSON/],
    ],
  },
  {
    what: 'a broken element of a list, one element a line',
    text: '{"Records":[\n{"a":1},\n{"a":"x},\n{"a":3},\n{"a":4}\n],"next":"b"}\n{"a":5}\n',
    records: ['{"a":1}', '{"a":3}', '{"a":4}', '{"a":5}'],
    problems: [[3, /string does not end on its line/]],
  },
  {
    what: 'a broken document laid out for reading: the rest of it goes with it, once',
    text: '{\n  "Records": [\n    {\n      "a": "x\n    },\n    {\n      "a": 2\n    }\n  ]\n}\n{"a":3}',
    records: ['{"a":3}'],
    problems: [[3, /string does not end on its line/]],
  },
  {
    what: 'a document that is cut between two elements',
    text: '{"Records":[{"a":1},{"a":2}\n{"Records":[{"a":3}]}\n',
    records: ['{"a":1}', '{"a":2}', '{"a":3}'],
    problems: [[2, /comma is missing/]],
  },
  {
    what: 'a list without commas',
    text: '[{"a":1} {"a":2}]\n{"a":3}',
    records: ['{"a":1}', '{"a":2}', '{"a":3}'],
    problems: [[1, /comma is missing/]],
  },
  {
    what: 'a list that is closed as an object',
    text: '[{"a":1}}\n{"a":2}',
    records: ['{"a":1}', '{"a":2}'],
    problems: [[1, /closing bracket has no opening bracket/]],
  },
  {
    what: 'the rest of an object after its list',
    text: '{"Records":[{"a":1}],"b":[}\n{"a":2}',
    records: ['{"a":1}', '{"a":2}'],
    problems: [[1, /Brackets do not match/]],
  },
  {
    what: 'each line of what is not JSON',
    text: 'PK\u0003\u0004\n[\u0000\n{\u0001\n{"a:\n]]',
    records: [],
    problems: [[1, /This is not JSON/]],
  },
  {
    what: 'more nesting than any record has',
    text: `{"a":${'['.repeat(20_000)}\n{"a":2}`,
    records: ['{"a":2}'],
    problems: [[1, /more than 10000 nested levels/]],
  },
];

function linesOf({ problems }: SplitText): number[] {
  return problems.map(({ line }) => line);
}

function isNdjson(text: string): boolean {
  return text.split('\n').every((line) => line === '' || parseJson(Buffer.from(line)));
}

describe('RecordSplitter', () => {
  it.each(BROKEN_TEXTS)('reports $what', ({ text, records, problems }) => {
    for (const chunkSizes of [[], [1], [7]]) {
      const result = splitText(text, { chunkSizes });

      expect(result.records).toEqual(records);
      expect(linesOf(result)).toEqual(problems.map(([line]) => line));
      problems.forEach(([, fault], index) => {
        expect(result.problems[index]?.fault).toMatch(fault);
      });
    }
  });

  it('gives the offset in bytes of what is broken', () => {
    const { problems } = splitText('{"a":"é"}\n\n{"a":}}\n');

    expect(problems).toEqual([
      { fault: 'A closing bracket has no opening bracket', offset: 18, line: 3 },
    ]);
  });

  it.each([
    ['a list', '[{"a":1},{"a":[{}]},{"a":"}"}]', ['{"a":1}', '{"a":[{}]}', '{"a":"}"}']],
    ['an object', '{"a":1,"Records":[{"a":2},{"a":3}],"b":[4]}', ['{"a":2}', '{"a":3}']],
    ['lines', '{"a":1}\n{"a":[2]}\n\n{"a":3}', ['{"a":1}', '{"a":[2]}', '{"a":3}']],
  ])('yields every complete record of %s that is cut, at any byte', (_what, text, records) => {
    const ends = records.map((record) => text.indexOf(record) + record.length);
    for (let cut = 0; cut <= text.length; cut += 1) {
      for (const chunkSizes of [[], [1]]) {
        const complete = records.filter((_, index) => Number(ends[index]) <= cut);
        const isWhole = isNdjson(text.slice(0, cut));

        const result = splitText(text.slice(0, cut), { chunkSizes });

        expect(result.records).toEqual(complete);
        expect(result.problems.length).toBe(isWhole ? 0 : 1);
        expect(splitText(text.slice(0, cut), { isCut: true })).toEqual({ ...result, problems: [] });
      }
    }
  });

  it('skips a byte order mark at the beginning only', () => {
    const marked = Buffer.from('\ufeff{"a":1}\n\ufeff{"a":2}\n{"a":3}');

    for (const chunkSizes of [[], [1]]) {
      const result = splitText(marked, { chunkSizes });

      expect(result.records).toEqual(['{"a":1}', '{"a":3}']);
      expect(linesOf(result)).toEqual([2]);
    }
  });

  it.each([
    ['an escaped key', '{"\\u0052ecords":[{"a":1}]}', ['{"a":1}']],
    ['space around the key', '{ "Events" \n:\t [ {"a":1} ] }', ['{"a":1}']],
    ['lists before and after', '{"x":[[1]],"Records":[{"a":1}],"y":[{"b":2}]}', ['{"a":1}']],
    ['an empty list', '{"Records":[]}', []],
    ['two lists', '{"Events":[1],"Records":[2,"x",null]}', ['1', '2', '"x"', 'null']],
    ['commas too many', '{"Records":[,{"a":1},,{"a":2},]}', ['{"a":1}', '{"a":2}']],
    ['Records that are no list', '{"Records":{"a":[1]}}', ['{"Records":{"a":[1]}}']],
    ['Records deeper down', '{"a":{"Records":[1]}}', ['{"a":{"Records":[1]}}']],
    ['Records as a value', '{"a":"Records","b":[1]}', ['{"a":"Records","b":[1]}']],
    ['Records in a record', '{"Records":[{"Records":[1]}]}', ['{"Records":[1]}']],
    ['Records in a list', '[{"Records":[1]}]', ['{"Records":[1]}']],
    ['a scalar', '42', ['42']],
  ])('reads %s', (_what, text, records) => {
    for (const chunkSizes of [[], [1]]) {
      expect(splitText(text, { chunkSizes })).toEqual({ records, skipped: 0, problems: [] });
    }
  });

  it('reports a record that is too large, and reads the others', () => {
    const large = `{"a":"${'x'.repeat(200)}","Records":[1]}`;
    const texts = [
      `[{"a":1},${large},{"a":2}]`,
      `{"a":1}\n${large}\n{"a":2}`,
      `{"Records":[{"a":1},"${large.length}${'y'.repeat(100)}",{"a":2}]}`,
    ];
    for (const text of texts) {
      for (const chunkSizes of [[], [1], [50]]) {
        const { records, problems } = splitText(text, { chunkSizes, maxRecordBytes: 100 });

        expect(records).toEqual(['{"a":1}', '{"a":2}']);
        expect(problems).toMatchObject([{ fault: expect.stringContaining('exceeds 100 bytes') }]);
      }
    }
  });
});
