import {
  bucketOfItem,
  encodedCallsOf,
  type Item,
} from '../../../src/adapters/dynamodb/bucket-item';
import { callCodec } from '../../../src/adapters/dynamodb/call-codec';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { ALICE_ARN, uuid } from '../../support/calls';
import { LIMITS } from '../../support/detection';

const codec = callCodec(sha256Digest, { kind: 'arn', key: `arn:${ALICE_ARN}` });
const SORT_KEY = { S: 'bucket#00000000100' };

describe('a bucket item', () => {
  it('is a bucket of the calls that were stored, with their regions, callers and times', () => {
    const caller = { type: 'IAMUser', userAgent: 'x' };
    const stored = [{ eventId: uuid(1), second: 3007, region: 'moon-1', caller }];
    const { calls, regions, callers } = codec.encode(stored, 3000);
    const item: Item = {
      sk: SORT_KEY,
      calls: { BS: [...calls] },
      regions: { SS: [...regions] },
      callers: { SS: [...callers] },
      deliveries: { N: '3' },
    };

    expect(bucketOfItem(item, codec, 30, { maxTrackedCalls: 1 })).toEqual({
      index: 100,
      calls: stored,
      deliveries: 3,
      isSaturated: true,
      isFull: true,
    });
  });
});

describe('a bucket item of which somebody took attributes away', () => {
  it('is an empty bucket where only its key is left', () => {
    expect(bucketOfItem({ sk: SORT_KEY }, codec, 30, LIMITS)).toEqual({
      index: 100,
      calls: [],
      deliveries: 0,
      isSaturated: false,
      isFull: false,
    });
  });

  it('has no member in any set', () => {
    expect(encodedCallsOf({})).toEqual({ calls: [], regions: [], callers: [] });
  });

  it.each<[string, Item]>([
    ['no sort key', {}],
    ['a sort key of another type', { sk: { N: '100' } }],
  ])('is no bucket with %s', (_case, item) => {
    expect(() => bucketOfItem(item, codec, 30, LIMITS)).toThrow('is not the sort key of a bucket');
  });
});
