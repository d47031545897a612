import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Bucket, type BucketLimits, fullnessOf } from '../../detection/bucket';
import type { CallCodec, EncodedCalls } from './call-codec';
import { bucketIndex } from './keys';

export type Item = Record<string, AttributeValue>;

/** The sets of a bucket item; empty if the item has none. */
export function encodedCallsOf(item: Item): EncodedCalls {
  return {
    calls: item['calls']?.BS ?? [],
    regions: item['regions']?.SS ?? [],
    callers: item['callers']?.SS ?? [],
  };
}

/**
 * A bucket item as a bucket.
 *
 * @throws Error if its sort key is not that of a bucket, or a call in it is unreadable.
 */
export function bucketOfItem(
  item: Item,
  codec: CallCodec,
  windowSeconds: number,
  limits: BucketLimits,
): Bucket {
  const index = bucketIndex(String(item['sk']?.S));
  const calls = codec.decode(encodedCallsOf(item), index * windowSeconds);
  return {
    index,
    calls,
    deliveries: Number(item['deliveries']?.N ?? 0),
    ...fullnessOf(calls, limits),
  };
}
