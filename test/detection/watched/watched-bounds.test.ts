import { sha256Digest } from '../../../src/adapters/sha256-digest';
import type { WatchedLine } from '../../../src/detection/incident/incident';
import { utf8Length } from '../../../src/detection/text';
import { parseWatched } from '../../../src/detection/watched/parse-watched';
import {
  decodeWatched,
  encodeWatched,
  type KeptWatch,
  MAX_KEPT_BYTES,
} from '../../../src/detection/watched/watched-call';
import { weigh } from '../../../src/detection/watched/weigh';
import { watchedRecord } from '../../support/watched-records';

const TYPE = 'p5.48xlarge'.repeat(5);

/** A launch by a caller whose ARN has a number of bytes. */
function launchBy(arnBytes: number): KeptWatch {
  return {
    eventId: 'f3b1a2c4-5d6e-4f70-8a91-b2c3d4e5f607',
    second: 0,
    watchId: 'compute.RunInstances',
    eventName: 'RunInstances',
    category: 'compute',
    region: 'us-east-1',
    details: { type: TYPE },
    caller: { type: 'IAMUser', arn: 'a'.repeat(arnBytes) },
  };
}

describe('a watched call whose caller has a long ARN', () => {
  it('loses first the ends of its details, then all of them, then the ARN as a whole', () => {
    const kept = Array.from({ length: 700 }, (_, bytes) => {
      const text = encodeWatched(launchBy(bytes));
      expect(utf8Length(text)).toBeLessThanOrEqual(MAX_KEPT_BYTES);
      const { caller, details } = decodeWatched(text) as KeptWatch;
      return { bytes, arn: caller.arn, type: details['type'] };
    });

    const whole = kept.filter(({ type }) => type === TYPE).map(({ bytes }) => bytes);
    const withoutDetails = kept.filter(({ arn, type }) => arn !== undefined && type === undefined);
    const withoutArn = kept.filter(({ bytes, arn }) => bytes > 0 && arn === undefined);
    expect(whole).toContain(100);
    expect(withoutDetails.length).toBeGreaterThan(0);
    expect(withoutArn.length).toBeGreaterThan(0);
    expect(kept.filter(({ bytes, arn = '' }) => ![0, bytes].includes(arn.length))).toEqual([]);
    const cut = kept.filter(({ type }) => type !== undefined && type !== TYPE);
    expect(cut.filter(({ type }) => !type?.endsWith('...'))).toEqual([]);
  });
});

describe('parseWatched', () => {
  it('refuses a record without a time', () => {
    const record = watchedRecord('compute.RunInstances', { eventTime: undefined });

    expect(parseWatched(record, undefined, { digest: sha256Digest })).toBeUndefined();
  });
});

describe('weigh', () => {
  const line = (eventName: string, category: string, caller = 'ci'): WatchedLine => ({
    kind: 'watched',
    time: '2026-03-01T12:01:00Z',
    until: '2026-03-01T12:01:00Z',
    eventName,
    category,
    count: 1,
    regions: ['us-east-1'],
    details: {},
    caller,
  });
  const noon = Date.UTC(2026, 2, 1, 12) / 1000;
  const reasonsFor = (...lines: WatchedLine[]) =>
    weigh(lines, [{ start: noon, end: noon + 30 }]).reasons;

  it('orders categories of the same points by their IDs', () => {
    const reasons = reasonsFor(
      line('EnableRegion', 'reach'),
      line('CreateUser', 'persistence'),
    ).map(({ id, points }) => [id, points]);

    expect(reasons).toEqual([
      ['watched-persistence', 50],
      ['watched-reach', 50],
    ]);
  });

  it('names calls of the same points by their names, in any order, and adds up their callers', () => {
    const lines = [
      line('RunInstances', 'compute', 'ci'),
      line('RequestSpotFleet', 'compute'),
      line('RunInstances', 'compute', 'deploy'),
    ];

    const reasons = reasonsFor(...lines);

    expect(reasons.map(({ sentence }) => sentence)).toEqual([
      'RequestSpotFleet and RunInstances 30 s after the sweep: 3 calls in 1 region.',
    ]);
    expect(reasonsFor(...lines.toReversed())).toEqual(reasons);
  });
});
