import fc from 'fast-check';
import { callCodec } from '../../src/adapters/dynamodb/call-codec';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import {
  CALLERS_THAT_ALWAYS_FIT,
  callerBytes,
  WHOLE_CALLERS,
} from '../../src/detection/caller-room';
import { type ParseOptions, parseCall } from '../../src/detection/cloudtrail/parse-call';
import { type Unwrapped, unwrap } from '../../src/detection/cloudtrail/unwrap';
import { isObject, type JsonObject } from '../../src/detection/json';
import { type Call, GROUP_BY } from '../../src/detection/model';
import { matchesEvent } from '../../src/detection/rules/match-rule';
import { RULES } from '../../src/detection/rules/rule-catalog';
import { bucketOf } from '../../src/detection/window';
import { settingsOf } from '../support/calls';
import { anyJson, frozen, reversed } from './support/any-json';
import { anyEvent, anyRecord } from './support/any-record';
import { fuzz } from './support/fuzz';

const anyOptions: fc.Arbitrary<ParseOptions> = fc
  .record({ groupBy: fc.constantFrom(...GROUP_BY), enabled: fc.constantFrom(true, true, false) })
  .map((settings) => ({ settings: settingsOf(settings), digest: sha256Digest }));

const anyCandidate: fc.Arbitrary<Unwrapped> = fc.oneof(
  { weight: 5, arbitrary: anyRecord.map((record) => ({ kind: 'record' as const, record })) },
  { weight: 5, arbitrary: anyEvent.map((event) => [...unwrap([event])][0] as Unwrapped) },
  { weight: 1, arbitrary: anyJson.map((record) => ({ kind: 'record' as const, record })) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'digest' }, { kind: 'unreadable' }) },
);

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Every text of a call is short, printable and there. */
function expectBounded({ principal, eventId, region, second, caller }: Call): void {
  const limits: [string, number][] = [
    [principal.key, principal.kind.length + 1 + 400],
    [eventId, 36],
    [region, 24],
    ...Object.values(caller).map((text: string): [string, number] => [text, 256]),
  ];
  const unbounded = limits.filter(
    ([text, bytes]) => text === '' || Buffer.byteLength(text) > bytes || UNPRINTABLE.test(text),
  );
  expect(unbounded).toEqual([]);
  expect(Number.isSafeInteger(second) && second >= 0).toBe(true);
  expect(callerBytes(caller) * CALLERS_THAT_ALWAYS_FIT).toBeLessThanOrEqual(WHOLE_CALLERS.bytes);
}

/** Whether the rules, asked by themselves, would have the record looked at. */
function isMatched(candidate: Unwrapped): boolean {
  return (
    candidate.kind === 'record' &&
    isObject(candidate.record) &&
    RULES.some(({ match }) =>
      matchesEvent(match, candidate.record as JsonObject, candidate.envelope),
    )
  );
}

const SECOND_THOUGHTS = ['rule-disabled', 'account-mismatch'];

describe('parseCall', () => {
  fuzz(
    'agrees with the rules, and lets nothing long or unprintable through',
    { short: 1_500, long: 260_000 },
    fc.tuple(anyCandidate, anyOptions),
    ([candidate, options]) => {
      const outcome = parseCall(frozen(candidate), options);

      if (outcome.kind === 'call') {
        expectBounded(outcome.call);
        expect(isMatched(candidate)).toBe(true);
      } else if (isMatched(candidate)) {
        expect(
          SECOND_THOUGHTS.includes(outcome.reason) || /^(missing|unreadable)-/.test(outcome.reason),
        ).toBe(true);
      } else {
        expect(outcome.reason).not.toMatch(/^(missing|unreadable-(event|region))|disabled/);
      }
    },
  );

  fuzz(
    'says the same of a record in any order of its members, after any number of copies',
    { short: 500, long: 80_000 },
    fc.tuple(anyRecord, anyOptions),
    ([record, options]) => {
      const outcome = parseCall({ kind: 'record', record }, options);

      for (const same of [
        reversed(record),
        JSON.parse(JSON.stringify(record)),
        structuredClone(record),
      ]) {
        expect(parseCall({ kind: 'record', record: same }, options)).toEqual(outcome);
      }
    },
  );

  fuzz(
    'makes calls that come back from an item as they were',
    { short: 500, long: 80_000 },
    fc.tuple(fc.array(anyRecord, { minLength: 1, maxLength: 5 }), anyOptions),
    ([records, options]) => {
      const outcomes = records.map((record) => parseCall({ kind: 'record', record }, options));
      for (const outcome of outcomes) {
        if (outcome.kind === 'call') {
          const { principal, second, eventId, region, caller } = outcome.call;
          const codec = callCodec(sha256Digest, principal);
          const bucketStart = bucketOf(second, 30) * 30;
          const call = { eventId, second, region, caller };

          expect(codec.decode(codec.encode([call], bucketStart), bucketStart)).toEqual([call]);
        }
      }
    },
  );
});
