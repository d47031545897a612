import fc from 'fast-check';
import type { IncidentState, LedgerState, Sweep } from '../../../src/detection/incident/ledger';
import { incidentStateOf, SMALL_TOTALS, sweepOf } from '../../support/sweeps';
import {
  addCalls,
  type Place,
  readBuckets,
  readLedger,
  type StoreCommand,
  VERSION_NAMES,
  type VersionName,
  writeLedger,
} from './commands';
import { BUCKETS, CALL_COUNT, HOSTILE_TEXTS, PARTITION_COUNT } from './values';

/** Most often the first value, so that most of a list is about the same items. */
function mostly<Value>(first: Value, others: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: others });
}

const place: fc.Arbitrary<Place> = fc.record({
  process: fc.constantFrom(0, 1),
  partition: mostly(0, fc.nat(PARTITION_COUNT - 1)),
});

const bucket = mostly(100, fc.constantFrom(...BUCKETS));

/** From below zero, as the neighbours of the first bucket are asked for. */
const span = fc
  .tuple(bucket, bucket)
  .map(([one, other]) => [Math.min(one, other) - 1, Math.max(one, other) + 1] as const);

const anyNumbers = fc.array(fc.nat(CALL_COUNT - 1), { minLength: 1, maxLength: 8, size: 'max' });

/** Enough to fill a bucket. */
const consecutiveNumbers = fc
  .record({ first: fc.nat(CALL_COUNT - 1), count: fc.integer({ min: 50, max: 120 }) })
  .map(({ first, count }) =>
    Array.from({ length: count }, (_, index) => (first + index) % CALL_COUNT),
  );

const hostileText = fc.constantFrom(...HOSTILE_TEXTS);

const second = fc.nat(4000);

const sweeps: fc.Arbitrary<Sweep[]> = fc.array(
  fc
    .record({ id: hostileText, start: second, length: fc.nat(90), text: hostileText })
    .map(({ id, start, length, text }) =>
      sweepOf(id, start, start + length + 1, {
        ruleId: length > 45 ? 'get-service-quota' : 'describe-instances',
        principal: { kind: 'role', key: `role:${text}` },
        incidentId: text,
      }),
    ),
  { maxLength: 4 },
);

/** Each optional member is there or not. */
const incidents: fc.Arbitrary<IncidentState[]> = fc.array(
  fc
    .record({ id: hostileText, first: second, text: hostileText, isReported: fc.boolean() })
    .chain(({ id, first, text, isReported }) =>
      fc
        .record(
          {
            reported: fc.constant({
              severity: 'high',
              audience: 'archive',
              totals: SMALL_TOTALS,
              at: 1_773_480_000_000,
            } as const),
            lease: fc.constant({ by: text, until: 1_773_480_000_000 }),
            follows: hostileText,
            mergedInto: hostileText,
            closedAt: fc.constant(1_773_480_000_000),
          },
          { requiredKeys: [] },
        )
        .map((members) =>
          incidentStateOf(id, first, first + 30, {
            ...members,
            actors: isReported ? [[text], ['one', 'two']] : [],
          }),
        ),
    ),
  { maxLength: 3 },
);

const ledger: fc.Arbitrary<LedgerState> = fc.record({ sweeps, incidents });

const versionName = fc.constantFrom<VersionName>('right', 'right', 'one before', ...VERSION_NAMES);

const addition = (numbers: fc.Arbitrary<number[]>) =>
  fc.tuple(place, bucket, numbers).map((values) => addCalls(...values));

const ledgerWrite = fc.tuple(place, ledger, versionName).map((values) => writeLedger(...values));

const COMMANDS: fc.Arbitrary<StoreCommand>[] = [
  addition(anyNumbers),
  addition(anyNumbers),
  addition(consecutiveNumbers),
  fc.tuple(place, span).map(([where, [first, last]]) => readBuckets(where, first, last)),
  place.map(readLedger),
  ledgerWrite,
  ledgerWrite,
];

/** Lists of commands, which shrink to those that a failure needs. */
export function commandLists(): fc.Arbitrary<Iterable<StoreCommand>> {
  return fc.commands(COMMANDS, { maxCommands: 60, size: 'max' });
}
