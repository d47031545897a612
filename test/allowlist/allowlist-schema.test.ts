import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import example from '../../examples/allowlist.json';
import schema from '../../schemas/allowlist.schema.json';
import { ALLOWLIST } from '../../src/allowlist/fields';
import { allowedWords, type Value } from '../../src/config/config-key';
import { allowlistProblems, rawEntry } from '../support/allowlist';

// A pattern of the whole match needs no type of its own.
const ajv = addFormats(new Ajv2020({ allErrors: true, strict: true, strictRequired: false }));
const validate = ajv.compile(schema);

const OCTOBER = Date.parse('2026-10-01T00:00:00Z');

describe('schemas/allowlist.schema.json', () => {
  it.each<[string, object]>([
    ['the example', example],
    ['no entries', { entries: [] }],
    ['one network', { entries: [rawEntry({ match: { sourceCidr: '203.0.113.0/28' } })] }],
    ['watched calls', { entries: [rawEntry({ watchedCalls: ['RunInstances'] })] }],
    ['several', { entries: [rawEntry({ match: { sourceCidr: ['203.0.113.0/28'] } })] }],
  ])('accepts what the check accepts: %s', (_what, file) => {
    expect(validate(file)).toBe(true);
    expect(allowlistProblems(file, OCTOBER)).toEqual([]);
  });

  it.each<[string, object]>([
    ['an unknown field', rawEntry({ ticked: 'SEC-1' })],
    ['an unknown match', rawEntry({ match: { roleName: 'Inventory', tag: 'x' } })],
    ['no owner', rawEntry({ owner: undefined })],
    ['a blank ticket', rawEntry({ ticket: ' ' })],
    ['no expiry', rawEntry({ expires: undefined })],
    ['a day that is none', rawEntry({ expires: '2026-02-30' })],
    ['no ceiling on calls', rawEntry({ ceilings: { regions: 1, addresses: 1 } })],
    [
      'hours that are none',
      rawEntry({ ceilings: { regions: 1, calls: 1, addresses: 1, hours: '1-5' } }),
    ],
    ['nobody', rawEntry({ match: { userAgent: 'Steampipe/*' } })],
    ['two stars', rawEntry({ match: { roleName: 'Inventory**' } })],
    ['no network', rawEntry({ match: { sourceCidr: 'office' } })],
    ['an empty list of networks', rawEntry({ match: { sourceCidr: [] } })],
    ['a call that is not watched', rawEntry({ watchedCalls: ['DescribeInstances'] })],
    ['an empty list of watched calls', rawEntry({ watchedCalls: [] })],
    ['an id in capitals', rawEntry({ id: 'Nightly' })],
  ])('rejects what the check rejects: %s', (_what, entry) => {
    const file = JSON.parse(JSON.stringify({ entries: [entry] })) as object;

    expect(validate(file)).toBe(false);
    expect(allowlistProblems(file, OCTOBER)).not.toEqual([]);
  });

  it('describes every field', () => {
    const text = JSON.stringify(schema);

    const described = rowsWithin(ALLOWLIST).filter(({ description }) => description !== undefined);

    expect(described.length).toBeGreaterThan(15);
    for (const row of described) {
      expect(row.description).toMatch(/^\S[^\n]*[^\s.]$/);
      expect(text).toContain(JSON.stringify(`${row.description}: ${allowedWords(row)}.`));
    }
  });
});

function rowsWithin(row: Value): readonly Value[] {
  if (row.kind === 'list') {
    return row.member === undefined ? [] : [row.member, ...rowsWithin(row.member)];
  }
  return row.kind === 'object'
    ? Object.values(row.members).flatMap((member) => [member, ...rowsWithin(member)])
    : [];
}
