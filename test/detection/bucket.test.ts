import { fitCalls, fullnessOf, MAX_REGIONS } from '../../src/detection/bucket';
import { BARE_CALLERS, WHOLE_CALLERS } from '../../src/detection/caller-room';
import type { Caller, TrackedCall } from '../../src/detection/model';
import { callOf, uuid } from '../support/calls';
import { callsAt, manyCalls } from '../support/tracked-calls';

const LIMITS = { maxTrackedCalls: 5 };
const ROOMY = { maxTrackedCalls: 1000 };

function callIn(region: string, number = 900): TrackedCall {
  return { eventId: uuid(number), second: 0, region };
}

function callerNumber(number: number): Caller {
  return { type: 'IAMUser', userAgent: `agent/${number}` };
}

/** Calls in one region by as many callers. */
function callsByCallers(count: number, firstNumber = 1): TrackedCall[] {
  return Array.from({ length: count }, (_, index) => ({
    ...callIn('a', firstNumber + index),
    caller: callerNumber(firstNumber + index),
  }));
}

describe('fitCalls', () => {
  it('adds every call to an empty bucket', () => {
    const calls = callsAt('0a 1b 2a');

    expect(fitCalls([], calls, LIMITS).isOverflowing).toBe(false);
    expect(new Set(fitCalls([], calls, LIMITS).calls)).toEqual(new Set(calls));
  });

  it('adds calls in new regions first, else in the order in which they came', () => {
    const [held, ...calls] = callsAt('0a 1a 2b 3a 4c 5b') as [TrackedCall, ...TrackedCall[]];

    const { calls: added } = fitCalls([held], calls, ROOMY);

    expect(added.map(({ second }) => second)).toEqual([2, 4, 1, 3, 5]);
  });

  it.each<[string, TrackedCall[], TrackedCall[]]>([
    ['that is held', callsAt('0a'), callsAt('0a')],
    ['that is held in a full bucket', manyCalls(5, 'a'), manyCalls(5, 'a')],
    ['that is held in a bucket full of regions', manyCalls(MAX_REGIONS), manyCalls(MAX_REGIONS)],
    ['whose id is held with another region', [callIn('a')], [callIn('b')]],
  ])('leaves out a call %s', (_case, held, calls) => {
    expect(fitCalls(held, calls, LIMITS)).toEqual({ calls: [], isOverflowing: false });
  });

  it.each<[string, TrackedCall[], TrackedCall[]]>([
    ['in a new region', [], [callIn('a'), callIn('a')]],
    ['in a known region', [callIn('a', 1)], [callIn('a'), callIn('a')]],
    ['that takes the last place', manyCalls(4, 'a'), [callIn('a'), callIn('a')]],
  ])('adds a call %s once though it is there twice', (_case, held, calls) => {
    expect(fitCalls(held, calls, LIMITS)).toEqual({ calls: calls.slice(1), isOverflowing: false });
  });

  it.each<[string, TrackedCall[], TrackedCall[], TrackedCall[], boolean]>([
    ['a call in the last place', manyCalls(4, 'a'), [callIn('a')], [callIn('a')], false],
    ['no call beyond the last place', manyCalls(5, 'a'), [callIn('a')], [], true],
    [
      'as many calls of one addition as there are places',
      manyCalls(3, 'a'),
      [callIn('a', 91), callIn('a', 92), callIn('a', 93)],
      [callIn('a', 91), callIn('a', 92)],
      true,
    ],
    [
      'a new region in the last place rather than a known one',
      manyCalls(4, 'a'),
      [callIn('a', 91), callIn('b', 92)],
      [callIn('b', 92)],
      true,
    ],
    [
      'a call in a new region to a full bucket',
      manyCalls(5, 'a'),
      [callIn('b')],
      [callIn('b')],
      false,
    ],
    [
      'one call in a new region to a full bucket',
      manyCalls(5, 'a'),
      [callIn('b', 91), callIn('b', 92)],
      [callIn('b', 91)],
      true,
    ],
    [
      'the last region there is room for',
      manyCalls(MAX_REGIONS - 1),
      [callIn('b')],
      [callIn('b')],
      false,
    ],
    ['no region beyond the last', manyCalls(MAX_REGIONS), [callIn('b')], [], true],
    [
      'no more new regions of one addition than there is room for',
      manyCalls(MAX_REGIONS - 1),
      [callIn('b', 91), callIn('c', 92)],
      [callIn('b', 91)],
      true,
    ],
  ])('adds %s', (_case, held, calls, expected, isOverflowing) => {
    expect(fitCalls(held, calls, LIMITS)).toEqual({ calls: expected, isOverflowing });
  });

  it('adds a call in a known region to a bucket that is full of regions, not of calls', () => {
    const fitting = fitCalls(manyCalls(MAX_REGIONS), [callIn('region-0')], ROOMY);

    expect(fitting).toEqual({ calls: [callIn('region-0')], isOverflowing: false });
  });

  it('keeps nothing of a call but what a bucket tracks', () => {
    const { eventId, second, region, caller, ...others } = callOf({ eventId: uuid(1) });

    const { calls } = fitCalls([], [{ eventId, second, region, caller, ...others }], LIMITS);

    expect(calls).toEqual([{ eventId, second, region, caller }]);
  });

  it('keeps as many callers as fit and of the others what there is room for', () => {
    const calls = callsByCallers(WHOLE_CALLERS.callers + 1);

    const { calls: added } = fitCalls([], calls, ROOMY);

    expect(added.slice(0, WHOLE_CALLERS.callers)).toEqual(calls.slice(0, WHOLE_CALLERS.callers));
    expect(added.at(-1)).toStrictEqual({
      ...callIn('a', WHOLE_CALLERS.callers + 1),
      caller: { type: 'IAMUser', cut: 'userAgent' },
    });
  });

  it('counts the callers that are held', () => {
    const held = callsByCallers(WHOLE_CALLERS.callers - 1);
    const [fitting, tooMany] = callsByCallers(2, 50);

    const { calls } = fitCalls([...held, callIn('a', 49)], callsByCallers(2, 50), ROOMY);

    expect(calls).toEqual([fitting, { ...tooMany, caller: { type: 'IAMUser', cut: 'userAgent' } }]);
  });

  it('keeps a caller that is held already, whatever the order of its members', () => {
    const held = callsByCallers(WHOLE_CALLERS.callers);
    const { type, userAgent } = callerNumber(1);
    const call = { ...callIn('a'), caller: { userAgent, type } };

    expect(fitCalls(held, [call], ROOMY).calls).toEqual([call]);
  });

  it.each<[string, Caller, Caller]>([
    ['a value', { type: 'a' }, { type: 'b' }],
    ['the member that has a value', { type: 'a', arn: 'x' }, { type: 'a', userAgent: 'x' }],
    ['a member more', { type: 'a' }, { type: 'a', arn: 'x' }],
    ['where quotes stand', { type: '"],["arn","x' }, { type: '', arn: 'x' }],
  ])('takes callers that differ by %s for two', (_case, one, other) => {
    const held = [
      ...callsByCallers(BARE_CALLERS.callers - 1, 100),
      { ...callIn('a', 49), caller: one },
    ];
    const calls = [{ ...callIn('a', 50), caller: other }];

    expect(fitCalls(held, calls, ROOMY).calls).toStrictEqual([callIn('a', 50)]);
  });

  it('adds a call without a caller as it is', () => {
    expect(fitCalls([], [callIn('a')], LIMITS).calls).toStrictEqual([callIn('a')]);
  });
});

describe('fullnessOf', () => {
  const ROOM = { isFull: false, isSaturated: false };
  const FULL = { isFull: true, isSaturated: true };
  const FULL_OF_REGIONS = { isFull: false, isSaturated: true };

  it.each<[string, TrackedCall[], typeof LIMITS, typeof ROOM]>([
    ['no calls', [], LIMITS, ROOM],
    ['one call fewer than the limit', manyCalls(4, 'a'), LIMITS, ROOM],
    ['as many calls as the limit', manyCalls(5, 'a'), LIMITS, FULL],
    ['more calls than the limit', manyCalls(6), LIMITS, FULL],
    ['one region fewer than the limit', manyCalls(MAX_REGIONS - 1), ROOMY, ROOM],
    ['as many regions as the limit', manyCalls(MAX_REGIONS), ROOMY, FULL_OF_REGIONS],
    ['many calls in few regions', manyCalls(MAX_REGIONS, 'a'), ROOMY, ROOM],
  ])('decides for %s', (_case, held, limits, expected) => {
    expect(fullnessOf(held, limits)).toEqual(expected);
  });
});
