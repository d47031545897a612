import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { Call } from '../../src/detection/model';
import { CallHistory } from '../../src/replay/history/call-history';
import { lessonRows } from '../../src/replay/lesson-rows';
import { callOf, uuid } from '../support/calls';

const DAY = 86_400;
const ROLE = 'arn:aws:sts::111122223333:assumed-role/scanner';

function callBy(session: string, overrides: Partial<Call> = {}): Call {
  return callOf({
    eventId: uuid(1),
    second: 10 * DAY,
    region: 'eu-west-1',
    caller: { type: 'AssumedRole', arn: `${ROLE}/${session}`, accountId: '111122223333' },
    ...overrides,
  });
}

const FIRST = callBy('a');

/** The positions of the calls that teach something. */
function teachingAmong(calls: readonly Call[]): number[] {
  const distinct = calls.map((call, index) => ({ ...call, eventId: uuid(index) }));
  return [...lessonRows(CallHistory.of(distinct, sha256Digest))];
}

describe('lessonRows', () => {
  it.each([
    ['the same caller', FIRST],
    ['the same caller as another object', callBy('a')],
    ['another session of its role', callBy('b')],
    ['a later time of the day', callBy('a', { second: 11 * DAY - 1 })],
  ])('passes over a call in a region where the subject was met: %s', (_what, call) => {
    expect(teachingAmong([FIRST, call])).toEqual([0]);
  });

  it.each([
    ['another region', callBy('a', { region: 'eu-west-2', caller: FIRST.caller })],
    ['another day', callBy('a', { second: 11 * DAY, caller: FIRST.caller })],
    ['another account', callBy('a', { caller: { ...FIRST.caller, accountId: '444455556666' } })],
  ])('has a call that teaches something: %s', (_what, call) => {
    expect(teachingAmong([FIRST, call])).toEqual([0, 1]);
  });

  it('distinguishes principals that share a caller object', () => {
    const caller = { type: 'AWSService' };
    const [a, b] = ['a', 'b'].map((key) =>
      callBy('', { caller, principal: { kind: 'identity', key } }),
    ) as [Call, Call];

    expect(teachingAmong([a, b, a, b])).toEqual([0, 1]);
  });
});
