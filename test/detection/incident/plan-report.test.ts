import { sha256Digest } from '../../../src/adapters/sha256-digest';
import {
  type IncidentState,
  incidentWithId,
  type LedgerState,
  type Reported,
} from '../../../src/detection/incident/ledger';
import {
  type ClaimContext,
  claimDue,
  isDue,
  markReported,
  planReport,
  type SeenWorth,
  updateAt,
} from '../../../src/detection/incident/plan-report';
import type { Severity } from '../../../src/detection/rules/rule';
import { ALICE_ARN } from '../../support/calls';
import { incidentStateOf, SMALL_TOTALS, sweepOf } from '../../support/sweeps';

const NOW = 10_000_000;
const LEASE_MS = 40_000;
const TEN_MINUTES = 600_000;
const OURS: ClaimContext = { now: NOW, leaseMs: LEASE_MS, eventIds: ['call-1', 'call-2'] };
const CONTEXT = { ...OURS, identity: ALICE_ARN, digest: sha256Digest };
const LEASE = { by: 'call-1', until: NOW + LEASE_MS };
const SWEEP = sweepOf('sweep', 100, 130);

function reported(severity: Severity, audience: 'people' | 'archive' = 'people'): Reported {
  return { severity, audience, totals: SMALL_TOTALS, at: NOW - TEN_MINUTES };
}

function seen(severity: Severity, overrides: Partial<SeenWorth> = {}): SeenWorth {
  return { worth: { severity, audience: 'people' }, actors: [['key-1']], ...overrides };
}

/** An incident with one sweep by an actor that it knows. */
function ledgerOf(overrides: Partial<IncidentState> = {}): LedgerState {
  const incident = incidentStateOf('incident', 100, 130, { actors: [['key-1']], ...overrides });
  return { sweeps: [SWEEP], incidents: [incident] };
}

function plan(ledger: LedgerState, worth: SeenWorth) {
  return planReport({ ledger, touched: [SWEEP] }, new Map([['sweep', worth]]), CONTEXT);
}

const claimed = ({ claims }: { claims: readonly { incidentId: string }[] }) =>
  claims.map(({ incidentId }) => incidentId);

describe('planReport', () => {
  it('claims the first notification of an incident', () => {
    const { ledger, claims, isHeldByEarlierAttempt, isHeldElsewhere } = plan(
      ledgerOf({ worth: { severity: 'informational', audience: 'archive' }, actors: [] }),
      seen('low'),
    );

    expect(claims).toEqual([{ incidentId: 'incident', lease: LEASE }]);
    expect(ledger.incidents).toMatchObject([
      {
        worth: { severity: 'low', audience: 'people' },
        actors: [['key-1']],
        newActors: 1,
        lease: LEASE,
      },
    ]);
    expect([isHeldByEarlierAttempt, isHeldElsewhere]).toEqual([false, false]);
  });

  it('claims one notification of an incident with several sweeps', () => {
    const other = sweepOf('other', 200, 230);
    const ledger = { ...ledgerOf(), sweeps: [SWEEP, other] };
    const worths = new Map([
      ['sweep', seen('low')],
      ['other', seen('high')],
    ]);

    const planned = planReport({ ledger, touched: [SWEEP, other] }, worths, CONTEXT);

    expect(claimed(planned)).toEqual(['incident']);
    expect(planned.ledger.incidents[0]?.worth.severity).toBe('high');
  });

  it.each<[string, Partial<IncidentState>, SeenWorth, string[]]>([
    ['nothing new', { reported: reported('low') }, seen('low'), []],
    ['a lower severity', { reported: reported('low') }, seen('informational'), []],
    ['a rise', { reported: reported('low') }, seen('medium'), ['incident']],
    [
      'what lifts it out of the archive',
      { reported: reported('low', 'archive'), worth: { severity: 'low', audience: 'archive' } },
      seen('low'),
      ['incident'],
    ],
    [
      'a new actor',
      { reported: reported('low') },
      seen('low', { actors: [['new']] }),
      ['incident'],
    ],
    [
      'a new actor within 10 min of the last alert',
      { reported: { ...reported('low'), at: NOW - TEN_MINUTES + 1 } },
      seen('low', { actors: [['new']] }),
      [],
    ],
    [
      'a new actor of an incident in the archive',
      { reported: reported('low', 'archive'), worth: { severity: 'low', audience: 'archive' } },
      seen('low', { worth: { severity: 'low', audience: 'archive' }, actors: [['new']] }),
      [],
    ],
  ])('claims what is due after %s', (_, overrides, worth, expected) => {
    expect(claimed(plan(ledgerOf(overrides), worth))).toEqual(expected);
  });

  it('returns the same ledger where it knows all of it', () => {
    const ledger = ledgerOf({ reported: reported('low') });

    expect(plan(ledger, seen('low')).ledger).toBe(ledger);
  });

  it('counts a new actor within 10 min for the next alert', () => {
    const ledger = ledgerOf({ reported: { ...reported('low'), at: NOW } });

    expect(plan(ledger, seen('low', { actors: [['new']] })).ledger.incidents).toMatchObject([
      { newActors: 1, actors: [['key-1'], ['new']] },
    ]);
  });

  describe('with a lease that has not expired', () => {
    it.each([
      ['an earlier attempt with the same calls', 'call-2', [true, false]],
      ['a closing, and wants the calls again', 'closing incident', [true, false]],
      ['another handler', 'other', [false, true]],
    ])('leaves the notification to %s', (_, by, expected) => {
      const { claims, isHeldByEarlierAttempt, isHeldElsewhere } = plan(
        ledgerOf({ lease: { by, until: NOW + 1 } }),
        seen('low'),
      );

      expect(claims).toEqual([]);
      expect([isHeldByEarlierAttempt, isHeldElsewhere]).toEqual(expected);
    });
  });

  it('takes an expired lease over', () => {
    const { claims, isHeldElsewhere } = plan(
      ledgerOf({ lease: { by: 'other', until: NOW } }),
      seen('low'),
    );

    expect(claims).toEqual([{ incidentId: 'incident', lease: LEASE }]);
    expect(isHeldElsewhere).toBe(false);
  });

  describe('after an acknowledgement', () => {
    const acknowledgement = {
      incidentId: 'incident',
      actors: [['key-1']],
      severity: 'low',
      by: 'jane',
      reason: 'ours',
      at: 0,
      until: NOW + 1,
    } as const;
    const mutedBy = (worth: SeenWorth) => {
      const fresh = ledgerOf({ worth: { severity: 'informational', audience: 'archive' } });
      return plan({ ...fresh, acknowledgements: [acknowledgement] }, worth).ledger.incidents[0]
        ?.worth.audience;
    };

    it.each<[string, SeenWorth, string]>([
      ['sends no alert about its actors', seen('low'), 'archive'],
      ['sends one about a rise', seen('medium'), 'people'],
      [
        'sends one about an actor it does not cover',
        seen('low', { actors: [['key-1'], ['new']] }),
        'people',
      ],
      [
        'sends one about a sweep of which no caller was kept',
        seen('low', { actors: [] }),
        'people',
      ],
    ])('%s', (_, worth, audience) => {
      expect(mutedBy(worth)).toBe(audience);
    });
  });

  describe('of a closed incident', () => {
    it.each<[string, Partial<IncidentState>]>([
      ['published nothing', {}],
      ['is worth more', { reported: reported('low') }],
    ])('opens one that follows where it %s', (_, overrides) => {
      const { ledger, claims } = plan(ledgerOf({ closedAt: NOW - 1, ...overrides }), seen('high'));

      const [closed, next] = ledger.incidents as [IncidentState, IncidentState];
      expect(closed).toEqual(ledgerOf({ closedAt: NOW - 1, ...overrides }).incidents[0]);
      expect(next).toMatchObject({
        first: 100,
        last: 130,
        follows: 'incident',
        worth: { severity: 'high', audience: 'people' },
      });
      expect(ledger.sweeps).toMatchObject([{ id: 'sweep', incidentId: next.id }]);
      expect(claims).toEqual([{ incidentId: next.id, lease: LEASE }]);
    });

    it('changes nothing else', () => {
      const ledger = ledgerOf({ closedAt: NOW - 1, reported: reported('low') });

      expect(plan(ledger, seen('low'))).toMatchObject({ claims: [], ledger });
    });

    it('moves that sweep alone', () => {
      const ledger = { ...ledgerOf({ closedAt: 1 }), sweeps: [sweepOf('other', 0, 30), SWEEP] };

      expect(plan(ledger, seen('low')).ledger.sweeps[0]).toEqual(sweepOf('other', 0, 30));
    });
  });
});

describe('claimDue', () => {
  it('passes over incidents that the ledger does not list', () => {
    expect(claimDue(ledgerOf(), ['unknown'], OURS).claims).toEqual([]);
  });

  it('changes no other incident', () => {
    const other = incidentStateOf('other', 0, 30);
    const ledger = { ...ledgerOf(), incidents: [other, ...ledgerOf().incidents] };

    expect(claimDue(ledger, ['incident'], OURS).ledger.incidents[0]).toBe(other);
  });
});

describe('isDue', () => {
  it.each<[string, Partial<IncidentState>, boolean]>([
    ['an incident that nobody has published', {}, true],
    ['one that became part of another', { mergedInto: 'other' }, false],
    ['one that was published', { reported: reported('low') }, false],
  ])('of %s', (_, overrides, expected) => {
    expect(isDue(incidentStateOf('incident', 0, 30, overrides), NOW)).toBe(expected);
  });
});

describe('updateAt', () => {
  it.each<[string, Partial<IncidentState>, number]>([
    ['10 min after the last alert', { newActors: 1, reported: reported('low') }, NOW],
    ['never without a new actor', { reported: reported('low') }, Number.POSITIVE_INFINITY],
    ['never without an alert', { newActors: 1 }, Number.POSITIVE_INFINITY],
  ])('is %s', (_, overrides, expected) => {
    expect(updateAt(incidentStateOf('incident', 0, 30, overrides))).toBe(expected);
  });
});

describe('markReported', () => {
  const CLAIM = { incidentId: 'incident', lease: LEASE };
  const mark = (overrides: Partial<IncidentState>, severity: Severity = 'low', newActors = 0) => {
    const ledger = ledgerOf({ lease: LEASE, ...overrides });
    const published = { ...reported(severity), at: NOW };
    const { ledger: marked, next } = markReported(ledger, CLAIM, published, newActors, {
      now: NOW + 5,
      leaseMs: LEASE_MS,
    });
    return { incident: incidentWithId(marked, 'incident') as IncidentState, next };
  };

  it('notes what was published and gives the claim back', () => {
    const { incident, next } = mark({ newActors: 3 }, 'low', 2);

    expect(incident.reported).toEqual({ ...reported('low'), at: NOW });
    expect(incident.newActors).toBe(1);
    expect(incident).not.toHaveProperty('lease');
    expect(next).toBeUndefined();
  });

  it('renews the claim where another handler noted more meanwhile', () => {
    const { incident, next } = mark({ worth: { severity: 'high', audience: 'people' } });

    const renewed = { by: 'call-1', until: NOW + 5 + LEASE_MS };
    expect(next).toEqual({ incidentId: 'incident', lease: renewed });
    expect(incident.lease).toEqual(renewed);
  });

  it.each([
    ['call', { by: 'other', until: LEASE.until }],
    ['time', { by: 'call-1', until: LEASE.until + 1 }],
  ])('leaves what is due to the handler that took the claim over, by its %s', (_, lease) => {
    const { incident, next } = mark({ lease, worth: { severity: 'high', audience: 'people' } });

    expect(next).toBeUndefined();
    expect(incident.lease).toEqual(lease);
  });

  it('never lowers what was reported, nor the number of new actors below zero', () => {
    const { incident } = mark({ reported: reported('high'), newActors: 1 }, 'low', 2);

    expect(incident.reported).toMatchObject({ severity: 'high', at: NOW });
    expect(incident.newActors).toBe(0);
  });

  it('raises what the incident is worth to what was published', () => {
    expect(mark({}, 'high').incident.worth.severity).toBe('high');
  });

  it('marks nothing where the ledger no longer lists the incident', () => {
    const ledger = { sweeps: [], incidents: [] };

    const marked = markReported(ledger, CLAIM, reported('low'), 0, OURS);

    expect(marked.ledger).toBe(ledger);
    expect(marked).not.toHaveProperty('next');
  });
});
