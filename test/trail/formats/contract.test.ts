import type { Call } from '../../../src/detection/model';
import { callsOf, readText } from './read-text';
import { TWELVE_RECORDS } from './twelve-records';
import { WRAPPINGS, type Wrapping } from './wrappings';

const EXPECTED = callsOf(TWELVE_RECORDS.map((record) => ({ kind: 'record', record })));

/** A call without what a format loses. The principal follows from the identity. */
function reduced({ loses = [] }: Wrapping, { caller, principal, ...call }: Call): unknown {
  const members = Object.entries(caller).filter(([name]) => !loses.includes(name));
  return {
    ...call,
    ...(loses.includes('arn') ? {} : { principal }),
    caller: Object.fromEntries(members),
  };
}

describe('twelve calls', () => {
  it('are twelve', () => {
    expect(EXPECTED).toHaveLength(12);
  });

  it.each(WRAPPINGS)('are the same in: $name', async (wrapping) => {
    const text = wrapping.write(TWELVE_RECORDS);
    const expected = EXPECTED.filter(
      (_call, index) => wrapping.hides?.(TWELVE_RECORDS[index] ?? {}) !== true,
    ).map((call) => reduced(wrapping, call));

    const { found, faults } = await readText(text);

    expect(found.filter(({ kind }) => kind === 'not-understood')).toEqual([]);
    expect(callsOf(found).map((call) => reduced(wrapping, call))).toEqual(expected);
    expect(faults).toHaveLength(wrapping.hides === undefined ? 0 : 1);
  });

  it('are the same with all wrappings in one list of JSON texts', async () => {
    const json = WRAPPINGS.filter(({ write }) => /^[[{]/.test(write(TWELVE_RECORDS)));
    const texts = json.map(({ write }) => write(TWELVE_RECORDS));

    const { found } = await readText(JSON.stringify(texts));

    expect(callsOf(found)).toHaveLength(12 * texts.length);
  });

  it.each([1, 7, 4096])('are the same as CSV in blocks of %d bytes', async (blockBytes) => {
    for (const wrapping of WRAPPINGS.filter(({ name }) => name.includes('CSV'))) {
      const { found } = await readText(wrapping.write(TWELVE_RECORDS), blockBytes);
      const { found: whole } = await readText(wrapping.write(TWELVE_RECORDS), 1e9);
      expect(found).toEqual(whole);
    }
  });
});
