import { MAX_REGIONS } from '../../src/detection/bucket';
import { WHOLE_CALLERS } from '../../src/detection/caller-room';
import type { LedgerState } from '../../src/detection/incident/ledger';
import type { Caller, Partition, TrackedCall } from '../../src/detection/model';
import type { SweepStore } from '../../src/ports/sweep-store';
import { ALICE_ARN, callOf, uuid } from '../support/calls';
import { incidentStateOf, SMALL_TOTALS, sweepOf } from '../support/sweeps';

/** Calls a store under test may keep per bucket. */
export const CONTRACT_LIMITS = { maxTrackedCalls: 20 };

/** A second in bucket 100 of 30 s windows. */
const BUCKET = 100;
const START = 3000;

let principals = 0;

/** A partition of a role, whose callers differ in everything. */
function newRolePartition(): Partition {
  principals += 1;
  return newPartition({ principal: { kind: 'role', key: `role:${principals}` } });
}

/** A partition that no other test uses. */
function newPartition(overrides: Partial<Partition> = {}): Partition {
  principals += 1;
  return {
    ruleId: 'describe-instances',
    principal: { kind: 'arn', key: `arn:${ALICE_ARN}-${principals}` },
    windowSeconds: 30,
    ...overrides,
  };
}

function tracked(number: number, overrides: Partial<TrackedCall> = {}): TrackedCall {
  const { eventId, second, region, caller } = callOf({
    eventId: uuid(number),
    second: START,
    ...overrides,
  });
  return { eventId, second, region, caller };
}

/** `count` calls in one region. */
function manyTracked(first: number, count: number): TrackedCall[] {
  return Array.from({ length: count }, (_, index) => tracked(first + index));
}

function callerNumber(number: number): Caller {
  return {
    type: 'IAMUser',
    arn: `arn:aws:iam::1:user/u${number}`,
    userAgent: `ua/${number}`,
  };
}

function byId(calls: readonly TrackedCall[]): TrackedCall[] {
  return [...calls].sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
}

const LEDGER: LedgerState = {
  sweeps: [sweepOf('describe-instances-20260131T000000Z-0123456789abcdef', 3000, 3030)],
  incidents: [incidentStateOf('incident', 3000, 3030)],
};

let identities = 0;

/** An identity that no other test uses. */
function newIdentity(): string {
  identities += 1;
  return `${ALICE_ARN}-${identities}`;
}

/** What every store must do. @param createStore makes a store that keeps {@link CONTRACT_LIMITS}. */
export function describeSweepStore(name: string, createStore: () => Promise<SweepStore>): void {
  describe(`${name} as a sweep store`, () => {
    let store: SweepStore;
    beforeAll(async () => {
      store = await createStore();
    });

    describe('addCalls', () => {
      it('returns the call just as it was added', async () => {
        const call = tracked(1, { second: START + 29, region: 'ap-southeast-1' });

        const { bucket } = await store.addCalls(newPartition(), BUCKET, [call]);

        expect(bucket).toEqual({
          index: BUCKET,
          calls: [call],
          deliveries: 1,
          isSaturated: false,
          isFull: false,
        });
      });

      it.each<[string, Partial<TrackedCall>]>([
        ['an id that is no UUID', { eventId: '123aaac1-123d-456a-1k29a4dd2kea' }],
        ['an id of sixteen characters', { eventId: 'sixteen-letters!' }],
        ['an id in upper case', { eventId: uuid(10).toUpperCase() }],
        ['an id that begins with a zero byte', { eventId: '00000000-0000-0000-0000-000000000000' }],
        ['a region of other letters', { region: 'région-ü-1' }],
        ['a region named like a member of every object', { region: '__proto__' }],
        [
          'a caller with every field',
          {
            caller: {
              type: 'AssumedRole',
              arn: 'arn:aws:sts::1:assumed-role/r/s',
              accountId: '1',
              recipientAccountId: '2',
              accessKeyId: 'ASIAEXAMPLE',
              roleArn: 'arn:aws:iam::1:role/r',
              sourceIp: 'ec2.amazonaws.com',
              userAgent: '"quoted", [bracketed]',
              errorCode: 'AccessDenied',
            },
          },
        ],
        ['a caller with a type alone', { caller: { type: 'Unknown' } }],
      ])('keeps %s', async (_case, overrides) => {
        const call = tracked(1, overrides);
        const partition = newRolePartition();

        await store.addCalls(partition, BUCKET, [call]);

        const [bucket] = await store.readBuckets(partition, BUCKET, BUCKET);
        expect(bucket?.calls).toEqual([call]);
      });

      it('unites the calls of several additions', async () => {
        const partition = newPartition();

        await store.addCalls(partition, BUCKET, [tracked(1), tracked(2)]);
        const { bucket } = await store.addCalls(partition, BUCKET, [tracked(3)]);

        expect(byId(bucket.calls)).toEqual([tracked(1), tracked(2), tracked(3)]);
      });

      it('keeps a call once that is added twice, and counts both deliveries', async () => {
        const partition = newPartition();

        await store.addCalls(partition, BUCKET, [tracked(1)]);
        const { bucket } = await store.addCalls(partition, BUCKET, [tracked(1)]);

        expect(bucket.calls).toEqual([tracked(1)]);
        expect(bucket.deliveries).toBe(2);
      });

      it('keeps a call once that is twice in one addition', async () => {
        const { bucket } = await store.addCalls(newPartition(), BUCKET, [tracked(1), tracked(1)]);

        expect(bucket.calls).toEqual([tracked(1)]);
      });

      it('returns the bucket just as it is read afterwards', async () => {
        const partition = newRolePartition();
        const additions = [
          [tracked(1), tracked(1), tracked(2, { region: 'eu-west-1' })],
          [tracked(2, { region: 'eu-west-1' }), tracked(3, { caller: callerNumber(3) })],
          Array.from({ length: 25 }, (_, index) => tracked(index + 1)),
          [tracked(30), tracked(31, { region: 'eu-west-2' })],
        ];

        for (const calls of additions) {
          const { bucket } = await store.addCalls(partition, BUCKET, calls);

          const [read] = await store.readBuckets(partition, BUCKET, BUCKET);
          expect({ ...bucket, calls: byId(bucket.calls) }).toEqual({
            ...read,
            calls: byId(read?.calls ?? []),
          });
        }
      });

      it.each<[string, TrackedCall[], TrackedCall[], number]>([
        ['no repeat in a first addition', [], [tracked(1), tracked(2)], 0],
        ['no repeat among calls that are all new', [tracked(1)], [tracked(2), tracked(3)], 0],
        ['calls that were all added before', [tracked(1), tracked(2)], [tracked(2), tracked(1)], 2],
        ['new calls together with earlier ones', [tracked(1)], [tracked(2), tracked(1)], 1],
        ['a call that is twice in one addition', [], [tracked(1), tracked(1)], 1],
        ['a call added before that comes twice', [tracked(1)], [tracked(1), tracked(1)], 2],
        ['what a full bucket holds', manyTracked(1, 20), [tracked(20), tracked(21)], 1],
        ['no call that a full bucket has turned away', manyTracked(1, 25), manyTracked(21, 5), 0],
      ])('distinguishes repeats from new calls: %s', async (_case, before, calls, repeats) => {
        const partition = newPartition();
        for (const call of before) {
          await store.addCalls(partition, BUCKET, [call]);
        }

        const addition = await store.addCalls(partition, BUCKET, calls);

        expect(addition.repeats).toBe(repeats);
        const kept = addition.bucket.calls.map(({ eventId }) => eventId);
        const heldBefore = before.filter(({ eventId }) => kept.includes(eventId));
        expect([...addition.before.eventIds].sort()).toEqual(
          [...new Set(heldBefore.map(({ eventId }) => eventId))].sort(),
        );
      });

      it('counts the calls of additions that race as new once each', async () => {
        const partition = newPartition();
        const calls = manyTracked(1, 6);

        const additions = await Promise.all(
          [...calls, ...calls, ...calls].map((call) => store.addCalls(partition, BUCKET, [call])),
        );

        expect(additions.reduce((sum, { repeats }) => sum + repeats, 0)).toBe(12);
      });

      it('loses no call of additions that race', async () => {
        const partition = newPartition();
        const calls = Array.from({ length: 15 }, (_, index) => tracked(index + 1));

        const buckets = await Promise.all(
          calls.map((call) => store.addCalls(partition, BUCKET, [call])),
        );

        const [bucket] = await store.readBuckets(partition, BUCKET, BUCKET);
        expect(byId(bucket?.calls ?? [])).toEqual(calls);
        expect(bucket?.deliveries).toBe(15);
        // Whoever came last has seen them all.
        expect(Math.max(...buckets.map(({ bucket: seen }) => seen.calls.length))).toBe(15);
      });

      it.each<[string, Partial<Partition>]>([
        ['rule', { ruleId: 'get-service-quota' }],
        ['principal', { principal: { kind: 'arn', key: 'arn:somebody-else' } }],
        ['kind of principal', { principal: { kind: 'role', key: `role:${ALICE_ARN}` } }],
        ['window length', { windowSeconds: 60 }],
      ])('keeps apart what differs in the %s', async (_difference, overrides) => {
        const partition = newPartition();
        const other = { ...partition, ...overrides };
        const otherBucket = 3000 / other.windowSeconds;

        await store.addCalls(partition, BUCKET, [tracked(1)]);
        const { bucket } = await store.addCalls(other, otherBucket, [tracked(2)]);

        expect(bucket.calls.map(({ eventId }) => eventId)).toEqual([uuid(2)]);
      });

      it('keeps no more calls than the limit, and says that it is full', async () => {
        const partition = newPartition();
        const calls = Array.from({ length: 25 }, (_, index) => tracked(index + 1));

        for (const call of calls) {
          await store.addCalls(partition, BUCKET, [call]);
        }

        const [bucket] = await store.readBuckets(partition, BUCKET, BUCKET);
        expect(byId(bucket?.calls ?? [])).toEqual(calls.slice(0, 20));
        expect(bucket?.isSaturated).toBe(true);
      });

      it('keeps no more calls than the limit when they come in one addition', async () => {
        const calls = Array.from({ length: 25 }, (_, index) => tracked(index + 1));

        const { bucket } = await store.addCalls(newPartition(), BUCKET, calls);

        expect(bucket.calls).toHaveLength(20);
        expect(bucket.isSaturated).toBe(true);
      });

      it('keeps no more calls than the limit when additions race', async () => {
        const partition = newPartition();

        await Promise.all(
          Array.from({ length: 30 }, (_, index) =>
            store.addCalls(partition, BUCKET, [tracked(index + 1)]),
          ),
        );

        const [bucket] = await store.readBuckets(partition, BUCKET, BUCKET);
        expect(bucket?.calls).toHaveLength(20);
      });

      it('still adds a call in a new region to a full bucket', async () => {
        const partition = newPartition();
        await store.addCalls(
          partition,
          BUCKET,
          Array.from({ length: 20 }, (_, index) => tracked(index + 1)),
        );

        await store.addCalls(partition, BUCKET, [tracked(21)]);
        const { bucket } = await store.addCalls(partition, BUCKET, [
          tracked(22, { region: 'eu-west-1' }),
        ]);

        expect(bucket.calls).toHaveLength(21);
        expect(bucket.calls.map(({ eventId }) => eventId)).toContain(uuid(22));
      });

      it('keeps no more regions than the limit', async () => {
        const partition = newPartition();

        for (let index = 0; index < MAX_REGIONS + 5; index += 1) {
          await store.addCalls(partition, BUCKET, [
            tracked(index + 1, { region: `region-${index}` }),
          ]);
        }

        const [bucket] = await store.readBuckets(partition, BUCKET, BUCKET);
        expect(new Set(bucket?.calls.map(({ region }) => region)).size).toBe(MAX_REGIONS);
        expect(bucket?.isSaturated).toBe(true);
      });

      it('keeps the call but not all of the caller once there are too many callers', async () => {
        const partition = newRolePartition();
        const calls = Array.from({ length: WHOLE_CALLERS.callers + 3 }, (_, index) =>
          tracked(index + 1, { region: `region-${index}`, caller: callerNumber(index) }),
        );

        for (const call of calls) {
          await store.addCalls(partition, BUCKET, [call]);
        }
        const { bucket } = await store.addCalls(partition, BUCKET, [
          tracked(99, { region: 'region-99', caller: callerNumber(0) }),
        ]);

        const callers = byId(bucket.calls).map(({ caller }) => caller);
        expect(callers.slice(0, WHOLE_CALLERS.callers)).toEqual(
          calls.slice(0, WHOLE_CALLERS.callers).map(({ caller }) => caller),
        );
        expect(callers.slice(WHOLE_CALLERS.callers, -1)).toEqual(
          [0, 1, 2].map((index) => {
            const { userAgent: _cut, ...rest } = callerNumber(WHOLE_CALLERS.callers + index);
            return { ...rest, cut: 'userAgent' };
          }),
        );
        expect(callers.at(-1)).toEqual(callerNumber(0));
      });
    });

    describe('readBuckets', () => {
      it('returns the buckets in the span, both ends included, in ascending order', async () => {
        const partition = newPartition();
        for (const bucket of [102, 98, 100, 99, 101]) {
          await store.addCalls(partition, bucket, [tracked(bucket, { second: bucket * 30 })]);
        }

        const buckets = await store.readBuckets(partition, 99, 101);

        expect(buckets.map(({ index }) => index)).toEqual([99, 100, 101]);
        expect(buckets.map(({ calls }) => calls[0]?.second)).toEqual([2970, 3000, 3030]);
      });

      it('orders buckets by number where their digits differ in count', async () => {
        const partition = newPartition();
        for (const bucket of [10, 9]) {
          await store.addCalls(partition, bucket, [tracked(bucket, { second: bucket * 30 })]);
        }

        const buckets = await store.readBuckets(partition, 0, 1_000_000);

        expect(buckets.map(({ index }) => index)).toEqual([9, 10]);
      });

      it('returns nothing where nothing is, below zero too', async () => {
        expect(await store.readBuckets(newPartition(), -1, 1)).toEqual([]);
      });
    });

    describe('ledgers', () => {
      it('reads one that does not exist as empty, with version 0', async () => {
        expect(await store.readLedger(newIdentity())).toEqual({
          version: 0,
          sweeps: [],
          incidents: [],
        });
      });

      it('reads back what was written', async () => {
        const identity = newIdentity();
        const reported = {
          severity: 'high',
          audience: 'archive',
          totals: { ...SMALL_TOTALS, atLeast: true },
          at: 3_006_000,
        } as const;
        const ledger: LedgerState = {
          sweeps: [
            ...LEDGER.sweeps,
            sweepOf('b', 4000, 4030, {
              ruleId: 'get-service-quota',
              principal: { kind: 'sourceIp', key: 'sourceIp:198.51.100.7' },
              windowSeconds: 10,
              openedAt: 4_005_000,
              incidentId: 'second',
            }),
          ],
          incidents: [
            ...LEDGER.incidents,
            incidentStateOf('second', 4000, 4030, {
              openedAt: 4_005_000,
              changedAt: 4_006_000,
              reported,
              lease: { by: uuid(1), until: 4_045_000 },
              actors: [['one', 'two'], ['three']],
              newActors: 2,
              follows: 'incident',
            }),
            incidentStateOf('third', 4100, 4130, { reported, mergedInto: 'second' }),
            incidentStateOf('fourth', 9000, 9030, { reported, closedAt: 19_000_000 }),
          ],
        };

        expect(await store.writeLedger(identity, ledger, 0)).toBe(true);

        expect(await store.readLedger(identity)).toEqual({ version: 1, ...ledger });
      });

      it('replaces all of a ledger', async () => {
        const identity = newIdentity();
        await store.writeLedger(identity, LEDGER, 0);

        expect(await store.writeLedger(identity, { sweeps: [], incidents: [] }, 1)).toBe(true);

        expect(await store.readLedger(identity)).toEqual({ version: 2, sweeps: [], incidents: [] });
      });

      it('refuses a write under an old version and leaves the ledger as it is', async () => {
        const identity = newIdentity();
        await store.writeLedger(identity, LEDGER, 0);

        expect(await store.writeLedger(identity, { sweeps: [], incidents: [] }, 0)).toBe(false);
        expect(await store.writeLedger(identity, { sweeps: [], incidents: [] }, 2)).toBe(false);

        expect(await store.readLedger(identity)).toEqual({ version: 1, ...LEDGER });
      });

      it('accepts one of several racing writers', async () => {
        const identity = newIdentity();

        const written = await Promise.all(
          Array.from({ length: 10 }, () => store.writeLedger(identity, LEDGER, 0)),
        );

        expect(written.filter(Boolean)).toHaveLength(1);
      });

      it('keeps ledgers apart by identity, and from the buckets of a principal of that name', async () => {
        const partition = newPartition();
        const { key } = partition.principal;
        await store.addCalls(partition, BUCKET, [tracked(1)]);
        await store.writeLedger(key, LEDGER, 0);

        for (const other of [`${key} `, key.toUpperCase(), key.slice(0, -1), newIdentity()]) {
          expect((await store.readLedger(other)).version).toBe(0);
        }
        expect(await store.readBuckets(partition, 0, 1_000_000)).toHaveLength(1);
        expect(await store.readLedger(key)).toEqual({ version: 1, ...LEDGER });
      });

      it('has a ledger for an identity of any text', async () => {
        for (const identity of ['', '#', 'é'.repeat(400), '__proto__', 'ledger', '\u202e']) {
          expect(await store.writeLedger(identity, LEDGER, 0)).toBe(true);
          expect((await store.readLedger(identity)).version).toBe(1);
        }
      });
    });
  });
}
