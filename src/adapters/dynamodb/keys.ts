import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Digest, Partition } from '../../detection/model';

/** Key of an item: `pk` is the partition, `sk` the bucket within it. */
export type ItemKey = Readonly<Record<'pk' | 'sk', AttributeValue.SMember>>;

/** Digits of a bucket index; enough for windows of one second until the year 5138. */
const INDEX_DIGITS = 11;

const BUCKET_SORT_KEY = new RegExp(`^bucket#(\\d{${INDEX_DIGITS},})$`);

/** Hexadecimal digits of the principal's digest: 128 bits. */
const PRINCIPAL_DIGITS = 32;

/**
 * Keys such as `describe-instances#30#5d41402a…` / `bucket#00056412345`. They hold a digest of the
 * principal, because its key can be longer than a key of DynamoDB, and the caller chooses part of it.
 */
export function itemKeys(digest: Digest) {
  const partitionKey = ({
    ruleId,
    windowSeconds,
    principal,
  }: Partition): AttributeValue.SMember => ({
    S: `${ruleId}#${windowSeconds}#${digest(principal.key).slice(0, PRINCIPAL_DIGITS)}`,
  });
  return {
    partitionKey,
    bucketKey: (partition: Partition, index: number): ItemKey => ({
      pk: partitionKey(partition),
      sk: { S: bucketSortKey(index) },
    }),
  };
}

/** Sort keys ascend with the index, so that a range of buckets is one `Query`. */
export function bucketSortKey(index: number): string {
  return `bucket#${String(Math.max(0, index)).padStart(INDEX_DIGITS, '0')}`;
}

/** @throws Error for any other sort key than that of a bucket. */
export function bucketIndex(sortKey: string): number {
  const digits = BUCKET_SORT_KEY.exec(sortKey)?.[1];
  if (digits === undefined) {
    throw new Error(`"${sortKey}" is not the sort key of a bucket, such as "${bucketSortKey(0)}".`);
  }
  return Number(digits);
}
