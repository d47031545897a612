import fc from 'fast-check';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import type { Call } from '../../../src/detection/model';
import { RULE_IDS } from '../../../src/detection/rules/rule-catalog';
import { compareTexts } from '../../../src/detection/text';
import { CallHistory } from '../../../src/replay/history/call-history';
import { readUuid, writeUuid } from '../../../src/replay/history/event-id';
import { callOf, uuid } from '../../support/calls';

/** Few ids, so that many are the same; some in capitals, or no UUID at all. */
const anyId = fc.oneof(
  fc.nat(6).map(uuid),
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.string({ unit: 'binary', maxLength: 36 }),
);

const anyCall: fc.Arbitrary<Call> = fc
  .record({
    eventId: anyId,
    ruleId: fc.constantFrom(...RULE_IDS),
    second: fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 253_370_764_799 })),
    region: fc.constantFrom('us-east-1', 'eu-central-1', '__proto__'),
    otherPrincipals: fc.option(fc.constant([{ kind: 'role', key: 'role:r' } as const]), {
      nil: undefined,
    }),
    userAgent: fc.constantFrom('cli', 'sdk', '"\\\u2028'),
  })
  .map(({ otherPrincipals, userAgent, ...call }) => {
    const { caller, ...rest } = callOf({ ...call, ...(otherPrincipals && { otherPrincipals }) });
    return { ...rest, caller: { ...caller, userAgent } };
  });

const keyOf = ({ ruleId, eventId }: Call): string => `${ruleId} ${eventId}`;

/** The first of each. */
function distinct(calls: readonly Call[]): Call[] {
  return [...new Map([...calls].reverse().map((call) => [keyOf(call), call])).values()].reverse();
}

function byTime(a: Call, b: Call): number {
  return a.second - b.second || compareTexts(a.eventId, b.eventId);
}

function inOrder(history: CallHistory): Call[] {
  return Array.from(history.rowsInOrder(), (row) => history.callAt(row));
}

describe('CallHistory', () => {
  it('gives back the calls that it was given, each once, as they came and by time', () => {
    fc.assert(
      fc.property(fc.array(anyCall, { maxLength: 40 }), (calls) => {
        const history = CallHistory.of(calls, sha256Digest);

        const expected = distinct(calls);
        expect(new Map([...history].map((call) => [keyOf(call), call]))).toEqual(
          new Map(expected.map((call) => [keyOf(call), call])),
        );
        expect(history.size).toBe(expected.length);
        const ordered = inOrder(history);
        expect([...ordered].sort(byTime)).toEqual(ordered);
        expect(ordered).toHaveLength(expected.length);
      }),
    );
  });

  it('finds what is there in many more calls than there was room for at first', () => {
    const calls = Array.from({ length: 20_000 }, (_, index) =>
      callOf({ eventId: uuid(index), second: 20_000 - index }),
    );
    const history = CallHistory.of([...calls, ...calls.slice(5000, 9000)], sha256Digest);

    expect(history.size).toBe(20_000);
    expect(inOrder(history).map(({ second }) => second)).toEqual(
      calls.map(({ second }) => second).reverse(),
    );
  });

  it('has one caller for calls that were made alike', () => {
    const history = CallHistory.of(
      [1, 2].map((id) => callOf({ eventId: uuid(id) })),
      sha256Digest,
    );

    const [first, second] = [...history];

    expect(first?.caller).toBe(second?.caller);
  });
});

describe('writeUuid', () => {
  it('reads back what it has written, in the order of the texts', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        const words = new Uint32Array(8);

        expect([writeUuid(a, words, 0), writeUuid(b, words, 4)]).toEqual([true, true]);
        expect([readUuid(words, 0), readUuid(words, 4)]).toEqual([a, b]);
        const numbers = [...words];
        const different = [0, 1, 2, 3].find((word) => numbers[word] !== numbers[word + 4]) ?? 0;
        expect(Math.sign((numbers[different] ?? 0) - (numbers[different + 4] ?? 0))).toBe(
          compareTexts(a, b),
        );
      }),
    );
  });

  it.each([
    '',
    'not a uuid',
    uuid(1).toUpperCase().replace('4', 'A'),
    uuid(1).replace('-', '0'),
    uuid(1).replace('0', 'g'),
    uuid(1).replace('0', 'é'),
    `${uuid(1)}0`,
  ])('takes no %j', (text) => {
    expect(writeUuid(text, new Uint32Array(4), 0)).toBe(false);
  });
});
