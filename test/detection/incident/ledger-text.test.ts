import fc from 'fast-check';
import type { LedgerState } from '../../../src/detection/incident/ledger';
import { ledgerOfText, ledgerText } from '../../../src/detection/incident/ledger-text';
import { caseCount } from '../../support/case-count';
import { incidentStateOf, sweepOf } from '../../support/sweeps';

const anyLedger: fc.Arbitrary<LedgerState> = fc.record({
  incidents: fc
    .array(fc.tuple(fc.nat(), fc.nat(), fc.string()), { maxLength: 5 })
    .map((rows) =>
      rows.map(([first, last, follows], index) =>
        incidentStateOf(`incident-${index}`, first, last, { follows }),
      ),
    ),
  sweeps: fc.array(
    fc
      .record({ name: fc.string({ unit: 'binary' }), start: fc.nat(), incident: fc.nat(8) })
      .map(({ name, start, incident }) =>
        sweepOf(`sweep-${start}`, start, start + 30, {
          incidentId: `incident-${incident}`,
          principal: { kind: 'arn', key: `arn:${name}` },
        }),
      ),
  ),
});

describe('the text of a ledger', () => {
  it('is read back as the ledger, whatever the names', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        expect(ledgerOfText(ledgerText(ledger))).toEqual(ledger);
      }),
      { numRuns: caseCount(200) },
    );
  });

  it('holds the name of a principal once', () => {
    const key = `arn:${'x'.repeat(500)}`;
    const sweeps = [0, 60, 120].map((start) =>
      sweepOf(`sweep-${start}`, start, start + 30, { principal: { kind: 'arn', key } }),
    );

    expect(ledgerText({ sweeps, incidents: [] }).split(key)).toHaveLength(2);
  });

  it('keeps members that this version does not know', () => {
    const text = JSON.stringify({
      ...JSON.parse(ledgerText({ sweeps: [], incidents: [] })),
      later: 1,
    });

    expect(ledgerOfText(text)).toEqual({ sweeps: [], incidents: [], later: 1 });
  });

  it('is refused where it is no JSON', () => {
    expect(() => ledgerOfText('[{')).toThrow(SyntaxError);
  });
});
