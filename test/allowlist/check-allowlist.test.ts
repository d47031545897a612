import { checkAllowlist } from '../../src/allowlist/check-allowlist';
import { entryOf, NOW } from '../support/allowlist';
import { consoleClick, findingOf, longTermKeySweep } from '../support/findings';

describe('checkAllowlist', () => {
  it('counts by entry what it covers, breaks and matched before it expired', () => {
    const tight = { regions: 12, calls: 40, addresses: 20 };
    const report = checkAllowlist(
      [
        longTermKeySweep(),
        consoleClick(),
        findingOf({ regions: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] }),
      ],
      [
        entryOf({ id: 'unused', match: { roleName: 'Inventory' } }),
        entryOf({
          id: 'expired',
          match: { account: '111122223333', sourceCidr: ['192.0.2.0/24'] },
          expires: '2026-03-15',
        }),
        entryOf({ id: 'tight', ceilings: tight }),
      ],
      NOW,
    );

    expect(report.entries).toMatchObject([
      {
        entry: { id: 'unused' },
        isExpired: false,
        covered: 0,
        ceilingsBroken: 0,
        matchedButExpired: 0,
      },
      {
        entry: { id: 'expired' },
        isExpired: true,
        covered: 0,
        ceilingsBroken: 0,
        matchedButExpired: 1,
      },
      {
        entry: { id: 'tight' },
        isExpired: false,
        covered: 1,
        ceilingsBroken: 1,
        matchedButExpired: 0,
      },
    ]);
    expect(report.findings.map(({ cover }) => cover)).toEqual([
      'ceiling-broken',
      'none',
      'covered',
    ]);
    expect(report.findings.map(({ finding }) => finding.allowlist?.entryId)).toEqual([
      'tight',
      undefined,
      'tight',
    ]);
  });

  it('is empty without findings and entries', () => {
    expect(checkAllowlist([], [], NOW)).toEqual({ entries: [], findings: [] });
  });
});
