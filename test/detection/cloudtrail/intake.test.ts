import fc from 'fast-check';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { addTally, count, emptyTally, takeCalls } from '../../../src/detection/cloudtrail/intake';
import { unwrap } from '../../../src/detection/cloudtrail/unwrap';
import { callOf, settingsOf, uuid } from '../../support/calls';
import { recordOf } from '../../support/records';

const OPTIONS = { settings: settingsOf(), digest: sha256Digest };

describe('count', () => {
  it('enters each outcome under its reason', () => {
    const tally = emptyTally();

    count(tally, { kind: 'call', call: callOf({ eventId: uuid(1) }) });
    count(tally, { kind: 'ignored', reason: 'other-event' });
    count(tally, { kind: 'ignored', reason: 'other-event' });
    count(tally, { kind: 'ignored', reason: 'digest-file' });
    count(tally, { kind: 'rejected', reason: 'missing-region' });
    count(tally, { kind: 'rejected', reason: 'missing-region' });

    expect(tally).toEqual({
      records: 6,
      calls: 1,
      ignored: { 'other-event': 2, 'digest-file': 1 },
      rejected: { 'missing-region': 2 },
    });
  });
});

describe('addTally', () => {
  it('adds the counts of every reason', () => {
    const total = { records: 3, calls: 1, ignored: { 'other-event': 1 }, rejected: {} };

    addTally(total, {
      records: 5,
      calls: 2,
      ignored: { 'other-event': 1, 'digest-file': 1 },
      rejected: { 'missing-region': 1 },
    });

    expect(total).toEqual({
      records: 8,
      calls: 3,
      ignored: { 'other-event': 2, 'digest-file': 1 },
      rejected: { 'missing-region': 1 },
    });
  });
});

describe('emptyTally', () => {
  it('is another one each time', () => {
    count(emptyTally(), { kind: 'ignored', reason: 'other-event' });

    expect(emptyTally()).toEqual({ records: 0, calls: 0, ignored: {}, rejected: {} });
  });
});

describe('takeCalls', () => {
  it('takes the calls in their order and says what became of every record', () => {
    const values = [
      recordOf('get-service-quota', { eventID: 'second' }),
      null,
      recordOf('describe-instances', { eventName: 'RunInstances' }),
      recordOf('describe-instances', { eventID: 'first' }),
    ];

    const { calls, tally } = takeCalls(unwrap(values), OPTIONS);

    expect(calls.map(({ eventId }) => eventId)).toEqual(['second', 'first']);
    expect(tally).toEqual({
      records: 4,
      calls: 2,
      ignored: { 'other-event': 1 },
      rejected: { 'not-a-record': 1 },
    });
  });

  it('says what became of every value there can be, and fails over none', () => {
    const members = ['eventTime', 'awsRegion', 'eventID', 'eventType', 'userIdentity', 'userAgent'];
    const recordArbitrary = fc
      .dictionary(fc.constantFrom(...members, 'recipientAccountId', '__proto__'), fc.jsonValue())
      .map((overrides) => recordOf('describe-instances', overrides));
    const valueArbitrary = fc.oneof(
      fc.jsonValue(),
      recordArbitrary,
      recordArbitrary.map((detail) => ({ 'detail-type': 'x', source: 'aws.ec2', detail })),
      recordArbitrary.map((record) => ({ CloudTrailEvent: JSON.stringify(record) })),
      fc.array(recordArbitrary).map((Records) => ({ Records })),
    );
    const sum = (counts: Partial<Record<string, number>>) =>
      Object.values(counts).reduce<number>((total, next = 0) => total + next, 0);

    fc.assert(
      fc.property(valueArbitrary, (value) => {
        const { calls, tally } = takeCalls(unwrap(value), OPTIONS);

        expect(tally.calls).toBe(calls.length);
        expect(tally.calls + sum(tally.ignored) + sum(tally.rejected)).toBe(tally.records);
        for (const { region, eventId, principal } of calls) {
          expect([region, eventId, principal.key]).not.toContainEqual(
            expect.stringMatching(/^$|\p{C}/u),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes nothing from nothing', () => {
    expect(takeCalls([], OPTIONS)).toEqual({ calls: [], watched: [], tally: emptyTally() });
  });
});
