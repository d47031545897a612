import { type Bucket, MAX_REGIONS } from '../../src/detection/bucket';
import type { TrackedCall } from '../../src/detection/model';
import { createSettledBuckets, SETTLED_MS } from '../../src/engine/settled-buckets';
import { callsAt, manyCalls } from '../support/tracked-calls';

/** Entries that are remembered at most. */
const MAX_ENTRIES = 10_000;

function bucketOf(places: string, isFull = true): Bucket {
  const calls = callsAt(places);
  return { index: 0, calls, deliveries: calls.length, isFull, isSaturated: true };
}

describe('createSettledBuckets', () => {
  it('covers nothing at first', () => {
    expect(createSettledBuckets(() => 0).covers('key', callsAt('0a'))).toBe(false);
  });

  it.each([
    ['a call in a region that the bucket has', '5a', true],
    ['calls in regions that the bucket has', '5a 6b', true],
    ['a call in a new region', '5c', false],
    ['calls of which one is in a new region', '5a 6c', false],
  ])('decides for %s whether a full bucket covers it', (_case, places, expected) => {
    const settled = createSettledBuckets(() => 0);

    settled.remember('key', bucketOf('0a 1b'));

    expect(settled.covers('key', callsAt(places))).toBe(expected);
  });

  it.each([
    ['has room', { isFull: false, isSaturated: false }],
    ['is full neither of calls nor of regions', { isFull: false, isSaturated: true }],
  ])('covers nothing of a bucket that %s', (_case, fullness) => {
    const settled = createSettledBuckets(() => 0);

    settled.remember('key', { ...bucketOf('0a 1b'), ...fullness });

    expect(settled.covers('key', callsAt('0a'))).toBe(false);
    expect(settled.covers('key', callsAt('0c'))).toBe(false);
  });

  it.each([
    ['a new region alone, of one full of regions', false, 'other', true],
    ['no known region, of one full of regions', false, 'region-0', false],
    ['a known region, of one full of both', true, 'region-0', true],
    ['a new region, of one full of both', true, 'other', true],
  ])('covers a call in %s', (_case, isFull, region, expected) => {
    const settled = createSettledBuckets(() => 0);
    const calls = manyCalls(MAX_REGIONS);
    const [call] = callsAt('0a') as [TrackedCall];

    settled.remember('key', { ...bucketOf('0a', isFull), calls });

    expect(settled.covers('key', [{ ...call, region }])).toBe(expected);
  });

  it('forgets a bucket before a call that another process failed on can come back', () => {
    let now = 0;
    const settled = createSettledBuckets(() => now);
    const bucket = bucketOf('0a');
    settled.remember('key', bucket);

    now = SETTLED_MS - 1;
    const justBefore = settled.covers('key', bucket.calls);
    now = SETTLED_MS;

    expect(justBefore).toBe(true);
    expect(settled.covers('key', bucket.calls)).toBe(false);
    // Function timeout and first retry of Lambda, see ADR 17.
    expect(20_000 + SETTLED_MS).toBeLessThan(60_000);
  });

  it('keeps buckets apart', () => {
    const settled = createSettledBuckets(() => 0);

    settled.remember('key', bucketOf('0a'));

    expect(settled.covers('other', callsAt('0a'))).toBe(false);
  });

  it('goes by the bucket as it was remembered last', () => {
    const settled = createSettledBuckets(() => 0);
    settled.remember('key', bucketOf('0a'));

    settled.remember('key', bucketOf('0a 1b'));

    expect(settled.covers('key', callsAt('0b'))).toBe(true);
  });

  it('forgets the one remembered longest ago when there are too many', () => {
    const settled = createSettledBuckets(() => 0);
    const bucket = bucketOf('0a');
    for (let entry = 0; entry < MAX_ENTRIES; entry += 1) {
      settled.remember(`key-${entry}`, bucket);
    }
    const covers = (entry: number) => settled.covers(`key-${entry}`, bucket.calls);
    const before = [covers(0), covers(1), covers(2)];

    settled.remember('key-0', bucket);
    settled.remember(`key-${MAX_ENTRIES}`, bucket);

    expect(before).toEqual([true, true, true]);
    expect([covers(0), covers(1), covers(2), covers(MAX_ENTRIES)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
