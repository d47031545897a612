import { type AllowlistNote, CEILINGS, isCovered } from '../../src/detection/finding';

const NOTE: AllowlistNote = {
  entryId: 'nightly-inventory',
  owner: 'Platform team',
  ticket: 'SEC-1234',
  expires: '2026-09-01',
};

describe('isCovered', () => {
  it.each<[string, { allowlist?: AllowlistNote }, boolean]>([
    ['that no entry is for', {}, false],
    ['within the ceilings of an entry', { allowlist: NOTE }, true],
  ])('of a finding %s', (_case, finding, expected) => {
    expect(isCovered(finding)).toBe(expected);
  });

  it.each(CEILINGS)('is false if the sweep exceeds the ceiling of %s', (ceiling) => {
    const brokenCeilings = [{ ceiling, allowed: 'at most 3', seen: '4' }];

    expect(isCovered({ allowlist: { ...NOTE, brokenCeilings } })).toBe(false);
  });
});
