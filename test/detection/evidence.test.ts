import { gatherEvidence, MAX_LISTED } from '../../src/detection/evidence';
import { CAPPED_FIELDS, type CappedField } from '../../src/detection/finding';
import type { Caller, TrackedCall } from '../../src/detection/model';
import { uuid } from '../support/calls';
import { callsAt } from '../support/tracked-calls';

const WINDOW = { start: 0, end: 30 };
const COMPLETE = { isSaturated: false };

function by(caller: Caller, number = 1): TrackedCall {
  return { eventId: uuid(number), second: 0, region: 'a', caller };
}

/** A call whose value in one list is its own. */
const DISTINCT_CALLS: Readonly<Record<CappedField, (number: number) => TrackedCall>> = {
  regions: (number) => ({ eventId: uuid(1), second: 0, region: `region-${number}` }),
  eventTimes: (number) => ({ eventId: uuid(1), second: number, region: 'a' }),
  accountIds: (number) => by({ type: 'IAMUser', accountId: `account-${number}` }),
  accessKeyIds: (number) => by({ type: 'IAMUser', accessKeyId: `AKIA${number}` }),
  identityTypes: (number) => by({ type: `type-${number}` }),
  sourceIps: (number) => by({ type: 'IAMUser', sourceIp: `198.51.100.${number}` }),
  userAgents: (number) => by({ type: 'IAMUser', userAgent: `agent/${number}` }),
  errorCodes: (number) => by({ type: 'IAMUser', errorCode: `Error${number}` }),
  eventIds: () => by({ type: 'IAMUser' }),
};

function distinctCallsOf(field: CappedField, count: number): TrackedCall[] {
  return Array.from({ length: count }, (_, index) => ({
    ...DISTINCT_CALLS[field](index),
    eventId: uuid(index),
  }));
}

describe('gatherEvidence', () => {
  it('lists what was seen, sorted and without repeats', () => {
    const caller: Caller = {
      type: 'IAMUser',
      accountId: '222222222222',
      recipientAccountId: '111111111111',
      accessKeyId: 'AKIA2',
      sourceIp: '203.0.113.1',
      userAgent: 'b/1',
      errorCode: 'Client.UnauthorizedOperation',
    };
    const calls: TrackedCall[] = [
      { eventId: uuid(3), second: 20, region: 'us-east-1', caller },
      { eventId: uuid(1), second: 10, region: 'eu-west-1', caller },
      {
        eventId: uuid(2),
        second: 10,
        region: 'us-east-1',
        caller: { ...caller, type: 'AssumedRole', accessKeyId: 'AKIA1', userAgent: 'a/1' },
      },
    ];

    expect(gatherEvidence(calls, WINDOW, COMPLETE)).toEqual({
      regionCount: 2,
      regions: ['eu-west-1', 'us-east-1'],
      callCount: 3,
      deniedCount: 3,
      atLeast: false,
      firstCall: '1970-01-01T00:00:10Z',
      lastCall: '1970-01-01T00:00:20Z',
      eventTimes: ['1970-01-01T00:00:10Z', '1970-01-01T00:00:20Z'],
      accountIds: ['111111111111', '222222222222'],
      accessKeyIds: ['AKIA1', 'AKIA2'],
      identityTypes: ['AssumedRole', 'IAMUser'],
      sourceIps: ['203.0.113.1'],
      userAgents: ['a/1', 'b/1'],
      errorCodes: ['Client.UnauthorizedOperation'],
      eventIds: [uuid(1), uuid(2), uuid(3)],
      capped: [],
    });
  });

  it('passes over calls before the interval and from its end on', () => {
    const calls = callsAt('9a 10b 39c 40d');

    const evidence = gatherEvidence(calls, { start: 10, end: 40 }, COMPLETE);

    expect(evidence.regions).toEqual(['b', 'c']);
    expect(evidence.callCount).toBe(2);
  });

  it('counts a call that is there twice once', () => {
    const calls = callsAt('0a 1b');

    const evidence = gatherEvidence([...calls, ...calls], WINDOW, COMPLETE);

    expect(evidence.callCount).toBe(2);
    expect(evidence.eventIds).toEqual([uuid(1), uuid(2)]);
  });

  it('leaves the lists of what callers left out empty', () => {
    const evidence = gatherEvidence([by({ type: 'AWSService' })], WINDOW, COMPLETE);

    expect(evidence.identityTypes).toEqual(['AWSService']);
    expect([
      evidence.accountIds,
      evidence.accessKeyIds,
      evidence.sourceIps,
      evidence.userAgents,
      evidence.errorCodes,
      evidence.capped,
    ]).toEqual([[], [], [], [], [], []]);
  });

  it.each(CAPPED_FIELDS)('lists all of as many %s as a finding holds', (field) => {
    const calls = distinctCallsOf(field, MAX_LISTED[field]);

    const evidence = gatherEvidence(calls, { start: 0, end: 1000 }, COMPLETE);

    expect(evidence[field]).toHaveLength(MAX_LISTED[field]);
    expect(evidence.capped).not.toContain(field);
  });

  it.each(CAPPED_FIELDS)('cuts a list of more %s short and names it', (field) => {
    const calls = distinctCallsOf(field, MAX_LISTED[field] + 1);

    const evidence = gatherEvidence(calls, { start: 0, end: 1000 }, COMPLETE);

    expect(evidence[field]).toHaveLength(MAX_LISTED[field]);
    expect(evidence.capped).toContain(field);
  });

  it.each([
    ['sourceIp', ['sourceIps']],
    ['userAgent', ['userAgents']],
    ['both', ['sourceIps', 'userAgents']],
  ] as const)('names only the lists that lack something where %s was cut', (cut, capped) => {
    expect(gatherEvidence([by({ type: 'IAMUser', cut })], WINDOW, COMPLETE).capped).toEqual(capped);
  });

  it('keeps the earliest where it cuts, and sorts what it keeps', () => {
    const count = MAX_LISTED.userAgents + 1;
    const calls = Array.from({ length: count }, (_, index) => ({
      ...by({ type: 'IAMUser', userAgent: `agent/${String(99 - index)}` }, index),
      second: index,
    }));

    const { userAgents } = gatherEvidence(calls, WINDOW, COMPLETE);

    expect(userAgents[0]).toBe(`agent/${99 - MAX_LISTED.userAgents + 1}`);
    expect(userAgents.at(-1)).toBe('agent/99');
  });

  it('counts all regions and calls where it lists but some', () => {
    const calls = distinctCallsOf('regions', 120);

    const evidence = gatherEvidence(calls, WINDOW, COMPLETE);

    expect([evidence.regionCount, evidence.callCount, evidence.atLeast]).toEqual([120, 120, false]);
  });

  it('says that counts are lower bounds and every list is open where calls were dropped', () => {
    const evidence = gatherEvidence([by({ type: 'IAMUser' })], WINDOW, { isSaturated: true });

    expect(evidence.atLeast).toBe(true);
    expect(evidence.capped).toEqual([...CAPPED_FIELDS]);
  });

  it('names the lists that come from callers where a caller was not kept', () => {
    const calls = [by({ type: 'IAMUser' }, 1), ...callsAt('5b', 2)];

    const evidence = gatherEvidence(calls, WINDOW, COMPLETE);

    expect(evidence.atLeast).toBe(false);
    expect(evidence.capped).toEqual([
      'accountIds',
      'accessKeyIds',
      'identityTypes',
      'sourceIps',
      'userAgents',
      'errorCodes',
    ]);
  });

  it.each([
    ['there is none', ''],
    ['all are outside', '30a 99b'],
  ])('fails without a call in the interval: %s', (_case, places) => {
    expect(() => gatherEvidence(callsAt(places), WINDOW, COMPLETE)).toThrow(
      'No call lies within [0, 30).',
    );
  });
});
