import type { Call } from '../../src/detection/model';
import { createLessonFilter } from '../../src/replay/lesson-filter';
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

describe('createLessonFilter', () => {
  it.each([
    ['the same caller', FIRST],
    ['the same caller as another object', callBy('a')],
    ['another session of its role', callBy('b')],
    ['a later time of the day', callBy('a', { second: 11 * DAY - 1 })],
  ])('passes over a call in a region where the subject was met: %s', (_what, call) => {
    const teaches = createLessonFilter();

    expect([FIRST, call].map(teaches)).toEqual([true, false]);
  });

  it.each([
    ['another region', callBy('a', { region: 'eu-west-2', caller: FIRST.caller })],
    ['another day', callBy('a', { second: 11 * DAY, caller: FIRST.caller })],
    ['another account', callBy('a', { caller: { ...FIRST.caller, accountId: '444455556666' } })],
  ])('lets a call through that teaches something: %s', (_what, call) => {
    const teaches = createLessonFilter();

    expect([FIRST, call].map(teaches)).toEqual([true, true]);
  });

  it('distinguishes principals that share a caller object', () => {
    const caller = { type: 'AWSService' };
    const [a, b] = ['a', 'b'].map((key) =>
      callBy('', { caller, principal: { kind: 'identity', key } }),
    ) as [Call, Call];
    const teaches = createLessonFilter();

    expect([a, b, a, b].map(teaches)).toEqual([true, true, false, false]);
  });
});
