import type { Found } from '../../src/trail/formats/records-in';
import { readAll } from './read-all';
import { withRecords } from './read-text';
import { TemporaryFolder } from './temporary-folder';

jest.mock('../../src/trail/formats/records-in', () => ({
  *recordsIn(value: object): Generator<Found> {
    for (const record of 'Records' in value ? (value.Records as object[]) : [value]) {
      yield 'stranger' in record
        ? { kind: 'not-understood', message: 'This is a stranger.' }
        : { kind: 'record', record };
    }
  },
}));

const folder = new TemporaryFolder();

describe('readTrailFile', () => {
  it.each([
    ['a line', '{"a":1}\n', '{"stranger":1}', '\n{"a":2}\n'],
    ['a record of a log file', '{"Records":[{"a":1},\n', '{"stranger":1}', ',{"a":2}]}'],
    ['a document', '{"a":1}\n', '{ "b": 1, "Records": [{"stranger":1}] }', '\n{"a":2}'],
  ])(
    'reports %s that is not understood, with its place',
    async (_what, before, stranger, after) => {
      const file = folder.write('some.json', withRecords(before + stranger + after));

      const { unwrapped, problems } = await readAll(file);

      expect(unwrapped).toMatchObject([{ record: { a: 1 } }, { record: { a: 2 } }]);
      const offset = withRecords(before).length;
      expect(problems).toEqual([{ file, line: 2, offset, message: 'This is a stranger.' }]);
    },
  );

  it('does not report what is within a broken value a second time', async () => {
    const file = folder.write(
      'broken.json',
      `{"b":{"stranger":1},"c":NaN}\n${withRecords('{"a":1}')}`,
    );

    const { problems } = await readAll(file);

    expect(problems).toMatchObject([{ line: 1, message: expect.stringMatching(/^Invalid JSON/) }]);
  });
});
