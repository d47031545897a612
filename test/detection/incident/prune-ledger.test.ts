import fc from 'fast-check';
import {
  type IncidentState,
  type LedgerState,
  type Sweep,
  sweepCountOf,
} from '../../../src/detection/incident/ledger';
import { ledgerText } from '../../../src/detection/incident/ledger-text';
import { MAX_SWEEPS, pruneLedger } from '../../../src/detection/incident/prune-ledger';
import { utf8Length } from '../../../src/detection/text';
import { caseCount } from '../../support/case-count';
import { incidentStateOf, SMALL_TOTALS, sweepOf } from '../../support/sweeps';

const MAX_BYTES = 14 * 1024;
const NOTHING: ReadonlySet<string> = new Set();
const OPEN = incidentStateOf('incident', 0, 100_000);

const sweepsAt = (...starts: readonly number[]): Sweep[] =>
  starts.map((start) => sweepOf(`s-${start}`, start, start + 30));
const every = (count: number, first = 0): number[] =>
  Array.from({ length: count }, (_, index) => first + index * 100);
const startsOf = ({ sweeps }: LedgerState) => sweeps.map(({ start }) => start);
const idsOf = ({ incidents }: LedgerState) => incidents.map(({ id }) => id);

/** Incidents one after the other, each closed 1 s after its end. */
function closed(count: number): IncidentState[] {
  return every(count).map((first) =>
    incidentStateOf(`closed-${first}`, first, first + 30, { closedAt: (first + 31) * 1000 }),
  );
}

describe('pruneLedger', () => {
  it('returns the same ledger where nothing is over', () => {
    const ledger = { sweeps: sweepsAt(0, 100), incidents: [OPEN] };

    expect(pruneLedger(ledger, 0, NOTHING)).toBe(ledger);
  });

  it('drops sweeps that ended before, but the first one of an open incident', () => {
    const ledger = { sweeps: sweepsAt(0, 100, 200, 300), incidents: [OPEN] };

    const pruned = pruneLedger(ledger, 310, NOTHING);

    expect(startsOf(pruned)).toEqual([0, 300]);
    expect(pruned.incidents).toMatchObject([{ dropped: { sweeps: 2, until: 230 } }]);
    expect(sweepCountOf(pruned, pruned.incidents[0] as IncidentState)).toBe(4);
  });

  it('adds to the count of those that were dropped before', () => {
    const incident = { ...OPEN, dropped: { sweeps: 5, until: 900 } };

    const pruned = pruneLedger(
      { sweeps: sweepsAt(0, 100, 200), incidents: [incident] },
      1000,
      NOTHING,
    );

    expect(pruned.incidents).toMatchObject([{ dropped: { sweeps: 7, until: 900 } }]);
  });

  it('keeps a sweep that was opened late, and one that is in use', () => {
    const late = sweepOf('late', 100, 130, { openedAt: 400_000 });
    const sweeps = [...sweepsAt(0), late, ...sweepsAt(200, 300)];

    expect(startsOf(pruneLedger({ sweeps, incidents: [OPEN] }, 400, new Set(['s-300'])))).toEqual([
      0, 100, 300,
    ]);
  });

  it('lists a bounded number of sweeps: the first one and the latest', () => {
    const pruned = pruneLedger({ sweeps: sweepsAt(...every(40)), incidents: [OPEN] }, 0, NOTHING);

    expect(startsOf(pruned)).toEqual([0, ...every(MAX_SWEEPS, (40 - MAX_SWEEPS) * 100)]);
  });

  it('drops closed incidents that ended before, with their sweeps', () => {
    const incidents = closed(3);
    const sweeps = incidents.map(({ id, first }) =>
      sweepOf(`of-${id}`, first, first + 30, { incidentId: id }),
    );

    const pruned = pruneLedger({ sweeps, incidents: [...incidents, OPEN] }, 220, NOTHING);

    expect(idsOf(pruned)).toEqual(['closed-200', 'incident']);
    expect(startsOf(pruned)).toEqual([200]);
  });

  it('keeps a closed incident that changed late', () => {
    const [incident] = closed(1) as [IncidentState];
    const ledger = { sweeps: [], incidents: [{ ...incident, changedAt: 900_000 }] };

    expect(pruneLedger(ledger, 900, NOTHING)).toBe(ledger);
  });

  it('lists a bounded number of closed incidents, the latest', () => {
    expect(idsOf(pruneLedger({ sweeps: [], incidents: closed(10) }, 0, NOTHING))).toEqual(
      closed(10)
        .slice(2)
        .map(({ id }) => id),
    );
  });

  it('lists a bounded number of incidents in all, the latest', () => {
    const incidents = every(50).map((first) => incidentStateOf(`i-${first}`, first, first + 30));

    const ids = idsOf(pruneLedger({ sweeps: [], incidents }, 0, NOTHING));

    expect(ids).toHaveLength(40);
    expect(ids.at(-1)).toBe('i-4900');
  });

  it('never exceeds its size, whatever the names, and keeps the last incident', () => {
    const anyName = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2048 }),
      fc.integer({ min: 0, max: 2048 }).map((length) => '"'.repeat(length)),
      fc.integer({ min: 0, max: 1024 }).map((length) => '😀'.repeat(length)),
    );
    const tokens = Array.from({ length: 12 }, (_, index) =>
      Array.from({ length: 12 }, (__, other) => `${index}-${other}`.padEnd(6, '0').slice(0, 6)),
    );
    const full: Partial<IncidentState> = {
      actors: tokens,
      lease: { by: '00000000-0000-4000-8000-000000000000', until: 1 },
      reported: { severity: 'low', audience: 'people', totals: SMALL_TOTALS, at: 1 },
      follows: 'incident-20260314T092640Z-0123456789abcdef',
    };
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: anyName, isOwn: fc.boolean() }), {
          minLength: 1,
          maxLength: 60,
          size: 'max',
        }),
        (rows) => {
          const sweeps = rows.map(({ name }, index) =>
            sweepOf(`s-${index}`, index * 100, index * 100 + 30, {
              incidentId: `i-${index}`,
              principal: { kind: 'arn', key: `arn:${name}` },
            }),
          );
          const incidents = rows.map(({ isOwn }, index) =>
            incidentStateOf(`i-${index}`, index * 100, index * 100 + 30, isOwn ? full : {}),
          );

          const pruned = pruneLedger({ sweeps, incidents }, 0, NOTHING);

          expect(utf8Length(ledgerText(pruned))).toBeLessThanOrEqual(MAX_BYTES);
          expect(idsOf(pruned).at(-1)).toBe(`i-${rows.length - 1}`);
        },
      ),
      { numRuns: caseCount(200) },
    );
  });
});
