import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { tokensOf } from '../../../src/detection/incident/actors';
import {
  callsOfIncident,
  habitsAmong,
  isByActor,
} from '../../../src/detection/watched/calls-of-incident';
import { NOON, watchedAt } from '../../support/watched-records';

const HOUR = 3600;
const MINUTE = 60;

const launch = (after: number) => watchedAt('compute.RunInstances', after);

describe('callsOfIncident', () => {
  const span = { from: NOON, last: NOON + 10, graceSeconds: HOUR };

  it('goes on with each call that counts', () => {
    const calls = [launch(150 * MINUTE), launch(50 * MINUTE), launch(100 * MINUTE)];

    const taken = callsOfIncident(calls, span, () => true);

    expect(taken.calls.map(({ second }) => (second - NOON) / MINUTE)).toEqual([50, 100, 150]);
    expect(taken.last).toBe(NOON + 150 * MINUTE + 1);
  });

  it('ends an hour after the sweep where no call counts', () => {
    const calls = [launch(50 * MINUTE), launch(100 * MINUTE)];

    const taken = callsOfIncident(calls, span, () => false);

    expect(taken.calls).toEqual([calls[0]]);
    expect(taken.last).toBe(span.last);
  });

  it('begins where it says', () => {
    expect(callsOfIncident([launch(-1), launch(0)], span, () => true).calls).toHaveLength(1);
  });
});

describe('habitsAmong', () => {
  const denied = (after: number) =>
    watchedAt('compute.RunInstances', after, { errorCode: 'Client.UnauthorizedOperation' });

  it.each([
    ['calls in different hours are one', [launch(0), launch(2 * HOUR)], ['RunInstances']],
    ['calls in one hour are none', [launch(0), launch(MINUTE)], []],
    ['denied calls are none', [denied(0), denied(2 * HOUR), denied(4 * HOUR)], []],
    ['denied calls do not make one of a single call', [launch(0), denied(2 * HOUR)], []],
  ])('finds what a caller does anyway: %s', (_what, calls, habits) => {
    expect([...habitsAmong(calls)]).toEqual(habits);
  });
});

describe('isByActor', () => {
  const call = launch(0);

  it.each([
    ['the key', { accessKeyId: call.caller.accessKeyId }, true],
    ['the source IP', { sourceIp: call.caller.sourceIp }, true],
    ['the ARN of the user alone', { arn: call.caller.arn }, false],
    ['nothing', { accessKeyId: 'AKIAOTHER' }, false],
  ])('is decided by what they share: %s', (_what, shared, isShared) => {
    const defined = Object.fromEntries(Object.entries(shared).filter(([, one]) => one));

    expect(isByActor(call, [tokensOf(defined, sha256Digest)], sha256Digest)).toBe(isShared);
  });

  it('is true of all where AWS acts on the user', () => {
    expect(isByActor(watchedAt('leak.AttachUserPolicy', 0), [['x']], sha256Digest)).toBe(true);
  });
});
