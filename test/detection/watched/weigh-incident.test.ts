import { EMPTY_LEDGER, type IncidentState } from '../../../src/detection/incident/ledger';
import type { KeptWatch } from '../../../src/detection/watched/watched-call';
import { startToWeigh, weighIncident } from '../../../src/detection/watched/weigh-incident';
import { longTermKeySweep } from '../../support/findings';
import { FIRST_SECOND, incidentState } from '../../support/incident-ledgers';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVE = 'arn:aws:iam::111122223333:user/eve';

/** An incident that lasts this long from a second after the first one on. */
function incidentAt(start: number, seconds: number, overrides: Partial<IncidentState> = {}) {
  const first = FIRST_SECOND + start;
  return incidentState(EVE, {
    id: `incident-${start}`,
    first,
    last: first + seconds,
    ...overrides,
  });
}

/** A call at a second after the first one, of a kind that counts. */
function callAt(second: number, watchId = 'compute.RunInstances'): KeptWatch {
  const [category = '', eventName = ''] = watchId.split('.');
  return {
    eventId: `${watchId}-${second}`,
    second: FIRST_SECOND + second,
    watchId,
    eventName,
    category,
    region: 'us-east-1',
    details: {},
    caller: { type: 'IAMUser', arn: EVE },
  };
}

const CURRENT = incidentAt(0, 30);

interface Setup {
  readonly calls?: readonly KeptWatch[];
  readonly earlier?: readonly KeptWatch[];
  readonly isComplete?: boolean;
  readonly state?: IncidentState;
  /** Other incidents of the identity. */
  readonly others?: readonly IncidentState[];
  readonly isKnownCaller?: boolean;
  readonly until?: number;
}

/** Weighs calls in an incident with one sweep, from the first second on. */
function weighed({ calls = [], earlier = [], others = [], ...setup }: Setup) {
  const { state = CURRENT, isKnownCaller = false, isComplete = true, until } = setup;
  const exact = { start: FIRST_SECOND, end: FIRST_SECOND + 30 };
  return weighIncident(
    { calls, earlier, isComplete },
    state,
    [{ finding: longTermKeySweep(), exact, isKnownCaller }],
    {
      ledger: { ...EMPTY_LEDGER, incidents: [...others, state] },
      renotifySeconds: HOUR,
      until: until === undefined ? undefined : FIRST_SECOND + until,
    },
  );
}

/** The start of the calls to weigh, in seconds from the first one. */
function startOf(state: IncidentState, ...others: IncidentState[]): number {
  return startToWeigh({ ...EMPTY_LEDGER, incidents: [...others, state] }, state) - FIRST_SECOND;
}

describe('startToWeigh', () => {
  it('lies 30 min before an incident', () => {
    expect(startOf(CURRENT)).toBe(-30 * MINUTE);
  });

  it('lies before the first of the incidents that follow each other', () => {
    const first = incidentAt(-20 * HOUR, HOUR);
    const second = incidentAt(-10 * HOUR, HOUR, { follows: first.id });

    expect(startOf(incidentAt(0, 30, { follows: second.id }), first, second)).toBe(
      -20 * HOUR - 30 * MINUTE,
    );
  });

  it.each<[string, IncidentState[]]>([
    ['ended more than 24 h before', [incidentAt(-30 * HOUR, HOUR)]],
    ['did not begin before', [incidentAt(0, HOUR)]],
    ['the ledger no longer lists', []],
  ])('does not reach back to an incident that %s', (_case, others) => {
    const state = incidentAt(0, 30, { id: 'follower', follows: others[0]?.id ?? 'forgotten' });

    expect(startOf(state, ...others)).toBe(-30 * MINUTE);
  });
});

describe('weighIncident', () => {
  it('adds calls to the timeline and the score, and what counts goes on with the activity', () => {
    expect(weighed({ calls: [callAt(5 * MINUTE)] })).toEqual({
      lines: [expect.objectContaining({ eventName: 'RunInstances', count: 1 })],
      reasons: [expect.objectContaining({ id: 'watched-compute' })],
      points: 80,
      last: FIRST_SECOND + 5 * MINUTE + 1,
      isComplete: true,
    });
  });

  it('gives the first call that counts but comes too late', () => {
    const [late, later] = [callAt(3 * HOUR), callAt(5 * HOUR)];
    const { lines, points, later: opening } = weighed({ calls: [later, late] });

    expect({ lines, points, opening }).toEqual({ lines: [], points: 0, opening: late });
    expect(weighed({ calls: [callAt(3 * DAY)] })).not.toHaveProperty('later');
  });

  it('takes no call from the second on that the caller names', () => {
    const [early, late] = [callAt(5 * MINUTE), callAt(10 * MINUTE)];
    const { last, later } = weighed({ calls: [early, late], until: 10 * MINUTE });

    expect({ last, later }).toEqual({ last: early.second + 1, later: late });
  });

  it('looks back 30 min before its first activity, but not into the incident that it follows', () => {
    const login = callAt(-20 * MINUTE, 'login.ConsoleLogin');
    const before = incidentAt(-HOUR, 50 * MINUTE);
    const following = incidentAt(0, 30, { follows: before.id });

    expect(weighed({ calls: [login] }).points).toBe(25);
    expect(weighed({ calls: [login], state: following, others: [before] }).lines).toEqual([]);
  });

  it('takes the call that opened it, although that lies within the incident that it follows', () => {
    const before = incidentAt(0, 30 * MINUTE);
    const state = incidentAt(20 * MINUTE, 1, { follows: before.id });
    const opening = callAt(20 * MINUTE);

    expect(weighed({ calls: [opening], state, others: [before] }).lines).toHaveLength(1);
  });

  it('adds nothing for a habit, unless the calls before belong to another incident', () => {
    const setup = { calls: [callAt(MINUTE)], earlier: [callAt(-5 * HOUR), callAt(-3 * HOUR)] };
    const other = incidentAt(-5 * HOUR, HOUR);

    expect(weighed(setup).points).toBe(0);
    expect(weighed({ ...setup, others: [other] }).points).toBe(80);
  });

  it('halves the points of a caller that the account has known for long', () => {
    expect(weighed({ calls: [callAt(MINUTE)], isKnownCaller: true }).points).toBe(40);
  });

  it('keeps whether all calls were read', () => {
    expect(weighed({ isComplete: false }).isComplete).toBe(false);
  });
});
