import {
  higherWorth,
  isWorthMore,
  type LedgerState,
  type Worth,
  withoutSweeps,
} from '../../../src/detection/incident/ledger';
import { incidentStateOf, SMALL_TOTALS, sweepOf } from '../../support/sweeps';

describe('withoutSweeps', () => {
  const reported = { severity: 'low', audience: 'people', totals: SMALL_TOTALS, at: 0 } as const;
  const ledger: LedgerState = {
    sweeps: [sweepOf('one', 0, 30), sweepOf('two', 60, 90, { incidentId: 'other' })],
    incidents: [incidentStateOf('incident', 0, 30), incidentStateOf('other', 60, 90)],
  };

  it('is the same ledger without any to take out', () => {
    expect(withoutSweeps(ledger, new Set())).toBe(ledger);
  });

  it('takes out an unpublished incident with its last sweep', () => {
    expect(withoutSweeps(ledger, new Set(['one']))).toEqual({
      sweeps: ledger.sweeps.slice(1),
      incidents: ledger.incidents.slice(1),
    });
  });

  it.each([
    ['was published', { reported }],
    ['had sweeps that the ledger no longer lists', { dropped: { sweeps: 1, until: 0 } }],
  ])('keeps an incident that %s', (_, overrides) => {
    const incidents = [incidentStateOf('incident', 0, 30, overrides)];

    expect(withoutSweeps({ ...ledger, incidents }, new Set(['one', 'two']))).toEqual({
      sweeps: [],
      incidents,
    });
  });
});

const worth = (severity: Worth['severity'], audience: Worth['audience']): Worth => ({
  severity,
  audience,
});

describe('isWorthMore', () => {
  it.each([
    [worth('high', 'people'), worth('low', 'people'), true],
    [worth('low', 'people'), worth('low', 'archive'), true],
    [worth('low', 'people'), worth('low', 'people'), false],
    [worth('low', 'archive'), worth('high', 'people'), false],
  ])('of %j after %j is %j', (a, b, expected) => {
    expect(isWorthMore(a, b)).toBe(expected);
  });
});

describe('higherWorth', () => {
  it('is the higher severity and the wider audience', () => {
    const [a, b] = [worth('high', 'archive'), worth('low', 'people')];

    expect([higherWorth(a, b), higherWorth(b, a)]).toEqual([
      worth('high', 'people'),
      worth('high', 'people'),
    ]);
  });
});
