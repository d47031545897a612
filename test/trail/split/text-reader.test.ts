import { type ReadText, readText, shortened, withRecords } from '../read-text';

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
    what: 'a broken element of a document laid out for reading',
    text: '{\n  "Records": [\n    {\n      "a": "x\n    },\n    {\n      "a": 2\n    }\n  ]\n}\n{"a":3}',
    records: ['{"a":2}', '{"a":3}'],
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
    problems: [[1, /Invalid JSON/]],
  },
  {
    what: 'a list that is closed as an object',
    text: '[{"a":1}}\n{"a":2}',
    records: ['{"a":1}', '{"a":2}'],
    problems: [[1, /next line starts another value/]],
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
    problems: [[1, /ends before this value does/]],
  },
];

function readShort(text: string, options?: Parameters<typeof readText>[1]): ReadText {
  const result = readText(withRecords(text), options);
  return { ...result, records: result.records.map(shortened) };
}

function linesOf({ problems }: ReadText): number[] {
  return problems.map(({ line }) => line);
}

function isNdjson(text: string): boolean {
  try {
    text.split('\n').forEach((line) => {
      if (line !== '') {
        JSON.parse(line);
      }
    });
    return true;
  } catch {
    return false;
  }
}

describe('TextReader', () => {
  it.each(BROKEN_TEXTS)('reports $what', ({ text, records, problems }) => {
    for (const chunkSizes of [[], [1], [7]]) {
      const result = readShort(text, { chunkSizes });

      expect(result.records).toEqual(records);
      expect(linesOf(result)).toEqual(problems.map(([line]) => line));
      problems.forEach(([, fault], index) => {
        expect(result.problems[index]?.fault).toMatch(fault);
      });
    }
  });

  it('gives the offset in bytes of what is broken', () => {
    const whole = withRecords('{"a":"é"}\n\n');

    const { problems } = readText(`${whole}{"a":}}\n`);

    const offset = Buffer.byteLength(whole);
    expect(problems).toEqual([{ fault: 'Invalid JSON', offset, line: 3 }]);
  });

  it.each([
    ['a list', '[{"a":1},{"a":[{}]},{"a":"}"}]', ['{"a":1}', '{"a":[{}]}', '{"a":"}"}']],
    ['a log file', '{"Records":[{"a":2},{"a":3}],"b":[4]}', ['{"a":2}', '{"a":3}']],
    ['an object', '{"x":1,"Records":[{"a":2},{"a":3}],"b":[4]}', ['{"a":2}', '{"a":3}']],
    ['lines', '{"a":1}\n{"a":[2]}\n\n{"a":3}', ['{"a":1}', '{"a":[2]}', '{"a":3}']],
  ])('yields every complete record of %s that is cut, at any byte', (_what, short, records) => {
    const text = withRecords(short);
    const ends = records.map(
      (record) => text.indexOf(withRecords(record)) + withRecords(record).length,
    );
    for (let cut = 0; cut <= text.length; cut += 1) {
      for (const chunkSizes of [[], [1]]) {
        const complete = records.filter((_, index) => Number(ends[index]) <= cut);
        const isWhole = isNdjson(text.slice(0, cut));

        const result = readText(text.slice(0, cut), { chunkSizes });

        expect(result.records.map(shortened)).toEqual(complete);
        expect(result.problems.length).toBe(isWhole ? 0 : 1);
        expect(readText(text.slice(0, cut), { isCut: true })).toEqual({ ...result, problems: [] });
      }
    }
  });

  it('skips a byte order mark before any value', () => {
    for (const chunkSizes of [[], [1]]) {
      const result = readShort('\ufeff{"a":1}\n\ufeff{"a":2}\n{"a":3}', { chunkSizes });

      expect(result.records).toEqual(['{"a":1}', '{"a":2}', '{"a":3}']);
      expect(result.problems).toEqual([]);
    }
  });

  it.each([
    ['an escaped key', '{"\\u0052ecords":[{"a":1}]}', ['{"a":1}']],
    ['space around the key', '{ "Events" \n:\t [ {"a":1} ] }', ['{"a":1}']],
    ['lists before and after', '{"x":[[1]],"Records":[{"a":1}],"y":[{"b":2}]}', ['{"a":1}']],
    ['a log file and more of its document', '{"Records":[{"a":1}],"y":[{"b":2}]}', ['{"a":1}']],
    ['an empty list', '{"Records":[]}', []],
    ['commas too many', '{"Records":[,{"a":1},,{"a":2},]}', ['{"a":1}', '{"a":2}']],
    ['commas too many in a log file', '{"Records":[{"a":1},,{"a":2},]}', ['{"a":1}', '{"a":2}']],
    ['records without anything between them', '{"a":1}{"a":2}', ['{"a":1}', '{"a":2}']],
    ['documents in a row', '{"Records":[{"a":1}]}{"Records":[{"a":2}]}', ['{"a":1}', '{"a":2}']],
    ['one element per line', '{"Records":[\n{"a":1},\n{"a":2}\n]}\n', ['{"a":1}', '{"a":2}']],
    ['Records deeper down', '{"a":{"Records":[1]}}', ['{"a":{"Records":[1]}}']],
    ['Records as a value', '{"a":"Records","b":[1]}', ['{"a":"Records","b":[1]}']],
    [
      'a record that holds Records',
      '{"Records":[{"a":{"Records":[1]}}]}',
      ['{"a":{"Records":[1]}}'],
    ],
  ])('reads %s', (_what, text, records) => {
    for (const chunkSizes of [[], [1]]) {
      expect(readShort(text, { chunkSizes })).toEqual({ records, skipped: 0, problems: [] });
    }
  });

  it('reads what a list holds next to objects', () => {
    const text = '{"Records":[{"a":1},"x",null,{"a":2}]}';

    expect(readShort(text).records.filter((record) => record.startsWith('{'))).toEqual([
      '{"a":1}',
      '{"a":2}',
    ]);
  });

  it('reports a record that is too deep, and reads the others', () => {
    const deep = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    for (const chunkSizes of [[], [1000]]) {
      const result = readShort(`{"Records":[{"a":1},${deep},{"a":2}]}`, { chunkSizes });

      expect(result.records).toEqual(['{"a":1}', '{"a":2}']);
      expect(result.problems).toMatchObject([{ fault: expect.stringContaining('nested levels') }]);
    }
  });

  it('reports a record that is not valid, and reads the others', () => {
    for (const list of ['{"Records":[', '{ "Records": [\n', '[{"Records":[', '[']) {
      const end = list.replace(/[^[{]/g, '').replaceAll('[', ']').replaceAll('{', '}');
      const text = `${list}{"a":1},{"a":NaN},{"a":2}${[...end].reverse().join('')}`;
      for (const chunkSizes of [[], [1]]) {
        const result = readShort(text, { chunkSizes });

        expect(result.records).toEqual(['{"a":1}', '{"a":2}']);
        expect(result.problems).toMatchObject([
          {
            fault: 'Invalid JSON',
            offset: withRecords(text).indexOf('NaN') - withRecords('{"a":').length,
          },
        ]);
      }
    }
  });

  it('reports a record that is too large, and reads the others', () => {
    const large = `{"a":"${'x'.repeat(2000)}","Records":[1]}`;
    const texts = [
      `[{"a":1},${large},{"a":2}]`,
      `{"a":1}\n${large}\n{"a":2}`,
      `{"Records":[{"a":1},${large},{"a":2}]}`,
      `{"x":[],"Records":[{"a":1},${large},{"a":2}]}`,
    ];
    for (const text of texts) {
      for (const chunkSizes of [[], [50]]) {
        const { records, problems } = readShort(text, { chunkSizes, maxBytes: 1000 });

        expect(records).toEqual(['{"a":1}', '{"a":2}']);
        expect(problems).toMatchObject([{ fault: expect.stringContaining('exceeds 1000 bytes') }]);
      }
    }
  });

  it.each([
    ['{"hits":{"total":3,"hits":[', ']}}'],
    ['[', ']'],
    ['{\n "Events": [\n', '],\n "NextToken": "x" }'],
    ['{"Records":[', ']}'],
  ])('reads a document that is too large to keep: %s', (start, end) => {
    const records = Array.from({ length: 100 }, (_, index) => `{"a":${index}}`);
    const text = `${start}${records.join(', ')}${end}\n{"a":100}`;
    for (const chunkSizes of [[300], [1000]]) {
      const result = readShort(text, { chunkSizes, maxBytes: 1000 });

      expect(result.records.slice(0, 100)).toEqual(records);
      expect(result.records.at(-1)).toBe('{"a":100}');
    }
  });

  it.each([
    '['.repeat(1_000_000),
    '{"a":'.repeat(300_000),
    '{"a":\n'.repeat(300_000),
    '{'.repeat(100_000) + ']'.repeat(100_000),
    '[{'.repeat(300_000) + '}'.repeat(300_000),
    '[[1}'.repeat(200_000),
    '"'.repeat(1_000_000),
    '\\'.repeat(1_000_000),
    '}\n'.repeat(100_000),
    '\n{x'.repeat(100_000),
    ','.repeat(1_000_000),
    `[${'{"a":1'.repeat(100_000)}`,
    'x{"eventVersion":1}'.repeat(100_000),
  ])('takes no more than time in proportion to its size for %.12s', (text) => {
    // More would take longer than any test may.
    const { records } = readText(text, { chunkSizes: [65_536] });

    expect(records).not.toContain(undefined);
  });
});
