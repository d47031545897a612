import { sha256Digest } from '../../../src/adapters/sha256-digest';
import {
  type EnteredSweeps,
  type EntryContext,
  enterSweeps,
  MAX_INCIDENT_SECONDS,
} from '../../../src/detection/incident/enter-sweeps';
import { incidentId } from '../../../src/detection/incident/incident-id';
import {
  EMPTY_LEDGER,
  type IncidentState,
  type LedgerState,
  type Reported,
} from '../../../src/detection/incident/ledger';
import type { Interval, Partition } from '../../../src/detection/model';
import { ALICE_ARN } from '../../support/calls';

import { incidentStateOf, SMALL_TOTALS, sweepOf } from '../../support/sweeps';

const NOW = 10_000_000;
const HOUR = 3600;
const PARTITION: Partition = {
  ruleId: 'describe-instances',
  principal: { kind: 'arn', key: `arn:${ALICE_ARN}` },
  windowSeconds: 30,
};
const OTHER_RULE: Partition = { ...PARTITION, ruleId: 'get-service-quota' };

const span = (start: number, end: number): Interval => ({ start, end });
const idAt = (second: number): string => incidentId(ALICE_ARN, second, sha256Digest);

function enter(
  ledger: LedgerState,
  intervals: readonly (Interval | [Interval, Partition])[],
  context: Partial<EntryContext> = {},
): EnteredSweeps {
  const found = intervals.map((one) =>
    Array.isArray(one)
      ? { interval: one[0], partition: one[1] }
      : { interval: one, partition: PARTITION },
  );
  return enterSweeps(ledger, found, {
    identity: ALICE_ARN,
    now: NOW,
    renotifySeconds: HOUR,
    digest: sha256Digest,
    ...context,
  });
}

/** One sweep and its incident. */
function ledgerOf(start: number, end: number, incident: Partial<IncidentState> = {}): LedgerState {
  const state = incidentStateOf('incident', start, end, incident);
  return { sweeps: [sweepOf('sweep', start, end)], incidents: [state] };
}

const listed = ({ ledger }: EnteredSweeps) =>
  ledger.sweeps.map(({ start, end, incidentId: of }) => [start, end, of]);
const incidentIds = ({ ledger }: EnteredSweeps) => ledger.incidents.map(({ id }) => id);

describe('the first interval', () => {
  it('opens a sweep and an incident, named after its bucket', () => {
    const { ledger, touched, absorbedIds } = enter(EMPTY_LEDGER, [span(100, 133)]);

    expect(ledger.incidents).toEqual([
      {
        id: idAt(90),
        first: 100,
        last: 133,
        openedAt: NOW,
        changedAt: NOW,
        worth: { severity: 'informational', audience: 'archive' },
        actors: [],
        newActors: 0,
      },
    ]);
    expect(ledger.sweeps).toEqual([
      {
        ...PARTITION,
        ...span(100, 133),
        id: expect.stringMatching(/^describe-instances-19700101T000130Z-/),
        openedAt: NOW,
        incidentId: idAt(90),
      },
    ]);
    expect(touched).toEqual(ledger.sweeps);
    expect(absorbedIds).toEqual([]);
  });
});

describe('an interval that overlaps a sweep', () => {
  const ledger = ledgerOf(100, 130);

  it.each([
    ['within it', span(100, 130)],
    ['at most half a window beyond its end', span(110, 145)],
    ['at most half a window before its beginning', span(85, 120)],
  ])('changes nothing where it lies %s', (_, interval) => {
    const entered = enter(ledger, [interval]);

    expect(entered.ledger).toBe(ledger);
    expect(entered.touched).toEqual(ledger.sweeps);
  });

  it.each([
    ['end', span(110, 146), [100, 146]],
    ['beginning', span(84, 120), [84, 130]],
  ])(
    'extends the sweep and its incident where it reaches further beyond its %s',
    (_, interval, expected) => {
      const { ledger: grown, touched } = enter(ledger, [interval]);

      const [start, end] = expected as [number, number];
      expect(grown.sweeps).toEqual([{ ...ledger.sweeps[0], start, end }]);
      expect(grown.incidents).toMatchObject([
        { id: 'incident', first: start, last: end, openedAt: 0, changedAt: NOW },
      ]);
      expect(touched).toEqual(grown.sweeps);
    },
  );

  it('opens another sweep of the incident under another rule', () => {
    const entered = enter(ledger, [[span(100, 130), OTHER_RULE]]);

    expect(listed(entered)).toEqual([
      [100, 130, 'incident'],
      [100, 130, 'incident'],
    ]);
  });
});

describe('an interval that joins sweeps', () => {
  const apart: LedgerState = {
    sweeps: [
      sweepOf('younger', 100, 130, { openedAt: 2 }),
      sweepOf('older', 140, 170, { openedAt: 1 }),
    ],
    incidents: [incidentStateOf('incident', 100, 170)],
  };

  it('makes them one, which keeps the ID of the older', () => {
    const { ledger, touched, absorbedIds } = enter(apart, [span(120, 150)]);

    expect(ledger.sweeps).toEqual([{ ...apart.sweeps[1], start: 100, end: 170 }]);
    expect(touched).toEqual(ledger.sweeps);
    expect(absorbedIds).toEqual(['younger']);
  });

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('keeps the smaller ID of %s and %s where both opened at once', (first, second) => {
    const sweeps = [sweepOf(first, 100, 130), sweepOf(second, 140, 170)];

    expect(enter({ ...apart, sweeps }, [span(120, 150)]).absorbedIds).toEqual(['b']);
  });

  it('touches the joined sweep once, though other intervals touched its parts', () => {
    const { touched } = enter(apart, [span(100, 130), span(140, 170), span(120, 150)]);

    expect(touched.map(({ id }) => id)).toEqual(['older']);
  });
});

describe('a further sweep', () => {
  const ledger = ledgerOf(100, 130);

  it.each([
    ['less than `renotifyMinutes` after the last activity', span(130 + HOUR - 1, 130 + HOUR + 29)],
    ['less than `renotifyMinutes` before the first activity', span(50, 80)],
  ])('belongs to the open incident %s', (_, interval) => {
    expect(incidentIds(enter(ledger, [interval]))).toEqual(['incident']);
  });

  it('opens an incident that follows after `renotifyMinutes`', () => {
    const { ledger: grown } = enter(ledger, [span(130 + HOUR, 130 + HOUR + 30)]);

    expect(grown.incidents[1]).toMatchObject({ first: 130 + HOUR, follows: 'incident' });
  });

  it('opens one that follows nothing after a day', () => {
    const start = 130 + MAX_INCIDENT_SECONDS;

    const { ledger: grown } = enter(ledger, [span(start, start + 30)]);

    expect(grown.incidents[1]).not.toHaveProperty('follows');
  });

  it('opens one that follows where the incident is 24 h long', () => {
    const day = ledgerOf(100, 90 + MAX_INCIDENT_SECONDS);

    const within = enter(day, [span(95 + MAX_INCIDENT_SECONDS, 125 + MAX_INCIDENT_SECONDS)]);
    const beyond = enter(day, [span(100 + MAX_INCIDENT_SECONDS, 130 + MAX_INCIDENT_SECONDS)]);

    expect(incidentIds(within)).toEqual(['incident']);
    expect(beyond.ledger.incidents[1]).toMatchObject({ follows: 'incident' });
  });

  it('opens another incident, of another ID, where each sweep has one of its own', () => {
    const overlapping = enter(EMPTY_LEDGER, [span(90, 120), [span(119, 149), OTHER_RULE]], {
      renotifySeconds: 0,
    });
    const apart = enter(EMPTY_LEDGER, [span(90, 119), [span(119, 149), OTHER_RULE]], {
      renotifySeconds: 0,
    });

    expect(incidentIds(overlapping)).toEqual([idAt(90)]);
    expect(incidentIds(apart)).toEqual([idAt(90), idAt(120)]);
  });

  it('never shares an ID with a merged or closed incident', () => {
    const taken = ['90', '101', '102'].map((second) =>
      incidentStateOf(idAt(Number(second)), 0, 30, { closedAt: 1 }),
    );

    const entered = enter({ sweeps: [], incidents: taken }, [span(100, 130)]);

    expect(incidentIds(entered).at(-1)).toBe(idAt(103));
  });
});

describe('a late interval between two open incidents', () => {
  const REPORTED: Reported = { severity: 'low', audience: 'people', totals: SMALL_TOTALS, at: NOW };
  const MERGED = { id: 'younger', mergedInto: 'older' };
  const dropped = (sweeps: number, until: number) => ({ dropped: { sweeps, until } });
  const two = (older: Partial<IncidentState> = {}, younger: Partial<IncidentState> = {}) => ({
    sweeps: [
      sweepOf('a', 100, 130, { incidentId: 'older', openedAt: 1 }),
      sweepOf('b', 6000, 6030, { incidentId: 'younger', openedAt: 2 }),
    ],
    incidents: [
      incidentStateOf('older', 100, 130, { openedAt: 1, actors: [['a']], newActors: 1, ...older }),
      incidentStateOf('younger', 6000, 6030, {
        openedAt: 2,
        actors: [['b']],
        newActors: 2,
        worth: { severity: 'high', audience: 'archive' },
        ...younger,
      }),
    ],
  });

  it('makes them one: the older goes on with what the younger had', () => {
    const { ledger, touched } = enter(two(), [span(6000, 6030), span(3000, 3030)]);

    expect(ledger.incidents[0]).toMatchObject({
      id: 'older',
      first: 100,
      last: 6030,
      worth: { severity: 'high', audience: 'people' },
      actors: [['a'], ['b']],
      newActors: 3,
    });
    expect(ledger.sweeps.map((sweep) => sweep.incidentId)).toEqual(['older', 'older', 'older']);
    expect(touched.map((sweep) => sweep.incidentId)).toEqual(['older', 'older']);
  });

  it.each<[string, Partial<IncidentState>, object[]]>([
    ['keeps the younger, to close it, if it was published', { reported: REPORTED }, [MERGED]],
    ['keeps it if it may be published now', { lease: { by: 'x', until: NOW } }, [MERGED]],
    ['forgets it if nobody has heard of it', {}, []],
  ])('%s', (_, younger, expected) => {
    const { ledger } = enter(two({}, younger), [span(3000, 3030)]);

    expect(ledger.incidents.slice(1)).toMatchObject(expected);
  });

  it.each([
    ['the younger', {}, dropped(2, 50), { sweeps: 2, until: 50 }],
    ['both', dropped(3, 90), dropped(2, 50), { sweeps: 5, until: 90 }],
    ['the older', dropped(3, 90), {}, { sweeps: 3, until: 90 }],
  ])('keeps the count of sweeps that %s no longer listed', (_, older, younger, expected) => {
    const { ledger } = enter(two(older, younger), [span(3000, 3030)]);

    expect(ledger.incidents[0]?.dropped).toEqual(expected);
  });
});

describe('an interval within a closed incident', () => {
  const closed = ledgerOf(100, 500, { closedAt: NOW - 1 });

  it('stays there', () => {
    const entered = enter(closed, [[span(200, 230), OTHER_RULE]]);

    expect(incidentIds(entered)).toEqual(['incident']);
    expect(listed(entered)).toEqual([
      [100, 500, 'incident'],
      [200, 230, 'incident'],
    ]);
  });

  it('opens one that follows where it reaches beyond it', () => {
    const { ledger } = enter(closed, [[span(490, 520), OTHER_RULE]]);

    expect(ledger.incidents).toMatchObject([{ id: 'incident' }, { follows: 'incident' }]);
  });

  it('is not part of one that became part of another', () => {
    const merged = ledgerOf(100, 500, { mergedInto: 'other' });

    const { ledger } = enter(merged, [[span(200, 230), OTHER_RULE]]);

    expect(ledger.incidents[1]).not.toHaveProperty('follows');
    expect(ledger.sweeps[1]?.incidentId).toBe(ledger.incidents[1]?.id);
  });
});

describe('an interval from the time of sweeps that the ledger no longer lists', () => {
  const dropped = { sweeps: 3, until: 1000 };
  const ledger = ledgerOf(2000, 2030, { first: 100, dropped });

  it('counts as one of them, and is not listed again', () => {
    const entered = enter(ledger, [span(500, 530)]);

    expect(entered.ledger).toBe(ledger);
    expect(entered.touched).toMatchObject([{ ...span(500, 530), incidentId: 'incident' }]);
  });

  it('is listed where it ends later', () => {
    expect(listed(enter(ledger, [span(980, 1010)]))).toEqual([
      [980, 1010, 'incident'],
      [2000, 2030, 'incident'],
    ]);
  });
});
