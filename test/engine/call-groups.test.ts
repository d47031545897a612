import type { Call } from '../../src/detection/model';
import { groupCalls } from '../../src/engine/call-groups';
import { callOf, DEFAULT_SETTINGS, settingsOf, uuid } from '../support/calls';

const BOB = { kind: 'arn', key: 'arn:bob' } as const;

function call(number: number, overrides: Partial<Call> = {}): Call {
  return callOf({ eventId: uuid(number), ...overrides });
}

function idsByKey(calls: readonly Call[]): string[][] {
  return groupCalls(calls, settingsOf())
    .flat()
    .map((group) => group.calls.map(({ eventId }) => eventId));
}

describe('groupCalls', () => {
  it('puts calls of one rule, principal and bucket together, in their order', () => {
    const calls = [call(2, { second: 59 }), call(1, { second: 30, region: 'eu-west-1' })];

    expect(groupCalls(calls, settingsOf()).flat()).toEqual([
      {
        key: `describe-instances 1 ${calls[0]?.principal.key}`,
        partition: {
          ruleId: 'describe-instances',
          principal: calls[0]?.principal,
          windowSeconds: 30,
        },
        bucket: 1,
        calls,
      },
    ]);
  });

  it.each<[string, Partial<Call>]>([
    ['rule', { ruleId: 'get-service-quota' }],
    ['principal', { principal: BOB }],
    ['bucket', { second: 30 }],
  ])('keeps apart calls that differ in the %s', (_difference, overrides) => {
    expect(idsByKey([call(1), call(2, overrides), call(3)])).toEqual([
      [uuid(1), uuid(3)],
      [uuid(2)],
    ]);
  });

  it('lists groups in the order in which each first comes up', () => {
    const calls = [call(1, { second: 90 }), call(2), call(3, { second: 91 }), call(4)];

    expect(idsByKey(calls)).toEqual([
      [uuid(1), uuid(3)],
      [uuid(2), uuid(4)],
    ]);
  });

  it('goes by the window length of each rule', () => {
    const settings = {
      ...settingsOf(),
      'get-service-quota': { ...DEFAULT_SETTINGS, windowSeconds: 60 },
    };
    const calls = [call(1, { second: 59 }), call(2, { second: 59, ruleId: 'get-service-quota' })];

    const groups = groupCalls(calls, settings).flat();

    expect(groups.map(({ bucket, partition }) => [bucket, partition.windowSeconds])).toEqual([
      [1, 30],
      [0, 60],
    ]);
  });

  it('keeps repeats, which are deliveries', () => {
    expect(idsByKey([call(1), call(1)])).toEqual([[uuid(1), uuid(1)]]);
  });

  it('makes no group of no calls', () => {
    expect(groupCalls([], settingsOf()).flat()).toEqual([]);
  });
});
