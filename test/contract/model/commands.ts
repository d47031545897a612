/** What is done to a store in the model-based test: one command a method, each given to the model and the real store alike. */
import { isDeepStrictEqual } from 'node:util';
import type { AsyncCommand } from 'fast-check';
import { type Bucket, MAX_REGIONS } from '../../../src/detection/bucket';
import type { LedgerState } from '../../../src/detection/incident/ledger';
import type { Partition } from '../../../src/detection/model';
import type { SweepStore } from '../../../src/ports/sweep-store';
import { callNumber } from './values';

/** The store that is taken to be right. */
export interface Model {
  readonly store: SweepStore;
}

/** What is compared with it. */
export interface Real {
  /** Two processes on one table, each with a memory of its own. */
  readonly stores: readonly [SweepStore, SweepStore];
  readonly partitions: readonly Partition[];
  /** How often what came up, in all runs. */
  readonly tally: Map<string, number>;
}

export type StoreCommand = AsyncCommand<Model, Real>;

/** Who gives a command, and to which partition. */
export interface Place {
  readonly process: 0 | 1;
  readonly partition: number;
}

/** Versions that a ledger is written under, made from the one that it has. */
const VERSIONS = {
  right: (version: number) => version,
  'one before': (version: number) => Math.max(0, version - 1),
  'one after': (version: number) => version + 1,
  none: () => 0,
} as const;
export type VersionName = keyof typeof VERSIONS;
export const VERSION_NAMES = Object.keys(VERSIONS) as VersionName[];

type Note = (what: string) => void;

/** @param numbers of calls, see `callNumber`. */
export function addCalls(place: Place, bucket: number, numbers: readonly number[]): StoreCommand {
  return command({
    name: 'addCalls',
    values: { ...place, bucket, numbers },
    async act(store, partition) {
      const calls = numbers.map((number) => callNumber(number, partition, bucket));
      const addition = await store.addCalls(partition, bucket, calls);
      const kept = new Map(addition.bucket.calls.map((call) => [call.eventId, call]));
      const isCallerDropped = calls.some(({ eventId, caller }) => {
        const call = kept.get(eventId);
        return (
          call !== undefined && call.caller !== caller && !isDeepStrictEqual(call.caller, caller)
        );
      });
      return { ...addition, isCallerDropped };
    },
    compare(real, model, note) {
      compareBuckets([real.bucket], [model.bucket]);
      expect(real.repeats).toBe(model.repeats);
      noteIf(real.repeats > 0, 'additions with repeats', note);
      noteIf(real.bucket.isSaturated, 'additions to saturated buckets', note);
      noteIf(
        regionsOf(real.bucket) === MAX_REGIONS,
        'additions to buckets with all regions they may have',
        note,
      );
      noteIf(real.isCallerDropped, 'additions that keep a call without all of its caller', note);
    },
  });
}

export function readBuckets(place: Place, first: number, last: number): StoreCommand {
  return command({
    name: 'readBuckets',
    values: { ...place, first, last },
    act: (store, partition) => store.readBuckets(partition, first, last),
    compare(real, model, note) {
      compareBuckets(real, model);
      noteIf(real.length > 1, 'reads of several buckets', note);
    },
  });
}

export function readLedger(place: Place): StoreCommand {
  return command({
    name: 'readLedger',
    values: { ...place },
    act: (store, partition) => store.readLedger(identityOf(partition)),
    compare(real, model, note) {
      expect(real).toEqual(model);
      noteIf(real.sweeps.length > 1, 'reads of several sweeps', note);
      noteIf(real.incidents.length > 1, 'reads of several incidents', note);
    },
  });
}

export function writeLedger(
  place: Place,
  ledger: LedgerState,
  versionName: VersionName,
): StoreCommand {
  return command({
    name: 'writeLedger',
    values: { ...place, versionName, ledger },
    async act(store, partition, model) {
      const { version } = await model.readLedger(identityOf(partition));
      const asRead = VERSIONS[versionName](version);
      const isWritten = await store.writeLedger(identityOf(partition), ledger, asRead);
      return { isWritten, isOld: 0 < asRead && asRead < version };
    },
    compare(real, model, note) {
      expect(real).toEqual(model);
      noteIf(!real.isWritten, 'refused ledger writes', note);
      noteIf(real.isOld, 'ledger writes under an older version', note);
    },
  });
}

/** An identity for each principal: partitions that differ in their rule or window share a ledger. */
function identityOf({ principal }: Partition): string {
  return principal.key;
}

interface CommandParts<Answer> {
  readonly name: keyof SweepStore;
  readonly values: Place & Readonly<Record<string, unknown>>;
  act(store: SweepStore, partition: Partition, model: SweepStore): Promise<Answer>;
  compare(real: Answer, model: Answer, note: Note): void;
}

function command<Answer>({ name, values, act, compare }: CommandParts<Answer>): StoreCommand {
  return {
    check: () => true,
    toString: () => `${name}(${JSON.stringify(values)})`,
    async run(model, { stores, partitions, tally }) {
      const partition = partitions[values.partition] as Partition;
      const note: Note = (what) => tally.set(what, (tally.get(what) ?? 0) + 1);
      // The model last, because an act may go by what the model holds before it.
      const real = await act(stores[values.process], partition, model.store);
      compare(real, await act(model.store, partition, model.store), note);
      note(name);
    },
  };
}

/** Sets have no order, so calls are compared by id. */
function compareBuckets(real: readonly Bucket[], model: readonly Bucket[]): void {
  expectSame(real.map(withoutOrder), model.map(withoutOrder));
  real.forEach(({ deliveries, calls }, index) => {
    const expected = model[index] as Bucket;
    if (expected.isSaturated) {
      // What a full bucket cannot take may be counted or not.
      expect(deliveries).toBeGreaterThanOrEqual(calls.length);
      expect(deliveries).toBeLessThanOrEqual(expected.deliveries);
    } else {
      expect(deliveries).toBe(expected.deliveries);
    }
  });
}

function withoutOrder({ deliveries: _deliveries, calls, ...bucket }: Bucket): object {
  return { ...bucket, calls: [...calls].sort((a, b) => (a.eventId < b.eventId ? -1 : 1)) };
}

/** As `toEqual`, which takes its time over hundreds of calls and is asked only where there is something to show. */
function expectSame(real: unknown, model: unknown): void {
  if (!isDeepStrictEqual(real, model)) {
    expect(real).toEqual(model);
  }
}

function regionsOf({ calls }: Bucket): number {
  return new Set(calls.map(({ region }) => region)).size;
}

function noteIf(condition: boolean, what: string, note: Note): void {
  if (condition) {
    note(what);
  }
}
