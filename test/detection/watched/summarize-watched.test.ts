import fc from 'fast-check';
import { summarizeWatched } from '../../../src/detection/watched/summarize-watched';
import type { KeptWatch } from '../../../src/detection/watched/watched-call';

const NOON = Date.UTC(2026, 2, 1, 12) / 1000;

function launch(eventId: string, overrides: Partial<KeptWatch> = {}): KeptWatch {
  return {
    eventId,
    second: NOON,
    watchId: 'compute.RunInstances',
    eventName: 'RunInstances',
    category: 'compute',
    region: 'us-east-1',
    accountId: '111122223333',
    details: { type: 'p5.48xlarge' },
    caller: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ci' },
    ...overrides,
  };
}

describe('summarizeWatched', () => {
  it('makes one line of calls of one kind, outcome and caller', () => {
    expect(
      summarizeWatched([
        launch('b', { second: NOON + 90, region: 'eu-west-1' }),
        launch('a', { details: { type: 'g6.xlarge', count: '5' } }),
        launch('c', { second: NOON + 20 }),
      ]),
    ).toEqual([
      {
        kind: 'watched',
        time: '2026-03-01T12:00:00Z',
        until: '2026-03-01T12:01:30Z',
        eventName: 'RunInstances',
        category: 'compute',
        count: 3,
        regions: ['eu-west-1', 'us-east-1'],
        accountId: '111122223333',
        details: { type: 'g6.xlarge and 1 more', count: '5' },
        caller: 'arn:aws:iam::111122223333:user/ci',
      },
    ]);
  });

  it.each<[string, Partial<KeptWatch>]>([
    ['outcome', { errorCode: 'Client.DryRunOperation' }],
    ['account', { accountId: '444455556666' }],
    ['caller', { caller: { type: 'Root' } }],
    ['name', { eventName: 'CreateFleet' }],
    ['category', { category: 'reach' }],
  ])('keeps calls of another %s apart', (_what, overrides) => {
    expect(summarizeWatched([launch('a'), launch('b', overrides)])).toHaveLength(2);
  });

  it.each([
    ['adds up counts', 'count', ['2', '2'], '4'],
    ['shows no sum of what is no count', 'count', ['2, 4', '2'], '2 and 1 more'],
    ['counts each of several lists', 'instances', ['i-1, i-2', 'i-3'], 'i-1 and 2 more'],
    ['counts the same once', 'instances', ['i-1, i-2', 'i-2'], 'i-1 and 1 more'],
    ['counts once what one value repeats', 'user', ['eve, eve', 'eve'], 'eve'],
    ['keeps the list of all calls', 'instances', ['i-1, i-2', 'i-1, i-2'], 'i-1, i-2'],
    [
      'counts at least what a list shows',
      'instances',
      ['i-1, i...', 'i-3'],
      'i-1 and at least 2 more',
    ],
  ])('%s', (_, label, values, expected) => {
    const calls = values.map((value, index) =>
      launch(String(index), { details: { [label]: value } }),
    );

    expect(summarizeWatched(calls)[0]?.details).toEqual({ [label]: expected });
  });

  it('names a caller by the best that is known', () => {
    const callerOf = (caller: KeptWatch['caller']) =>
      summarizeWatched([launch('a', { caller })])[0]?.caller;

    expect(callerOf({ type: 'Root', accessKeyId: 'AKIA', sourceIp: '192.0.2.1' })).toBe('AKIA');
    expect(callerOf({ type: 'Root', sourceIp: '192.0.2.1' })).toBe('192.0.2.1');
    expect(callerOf({ type: 'Root' })).toBe('Root');
  });

  it('lists ten regions at most', () => {
    const calls = Array.from({ length: 30 }, (_, index) =>
      launch(`id-${index}`, { region: `region-${index}` }),
    );
    const [line] = summarizeWatched(calls);

    expect(line?.count).toBe(30);
    expect(line?.regions).toHaveLength(10);
  });

  it('counts a call once, in any order', () => {
    const anyCall = fc
      .record({
        id: fc.nat(12),
        second: fc.nat(3),
        region: fc.constantFrom('us-east-1', 'eu-west-1'),
        errorCode: fc.constantFrom(undefined, 'AccessDenied'),
        type: fc.constantFrom('a', 'b', 'c'),
      })
      .map(({ id, second, region, errorCode, type }) =>
        launch(String(id), {
          second: NOON + second,
          region,
          ...(errorCode && { errorCode }),
          details: { type },
        }),
      );
    const calls = fc.uniqueArray(anyCall, { selector: ({ eventId }) => eventId, maxLength: 12 });
    fc.assert(
      fc.property(
        calls.chain((some) =>
          fc.tuple(
            fc.constant(some),
            fc.shuffledSubarray([...some, ...some], {
              minLength: some.length * 2,
              maxLength: some.length * 2,
            }),
          ),
        ),
        ([some, delivered]) => {
          expect(summarizeWatched(delivered)).toEqual(summarizeWatched(some));
        },
      ),
      { numRuns: 300 },
    );
  });
});
