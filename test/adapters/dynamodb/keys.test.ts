import { identityLedgerKey } from '../../../src/adapters/dynamodb/incident-item';
import { bucketIndex, bucketSortKey, itemKeys } from '../../../src/adapters/dynamodb/keys';
import { sha256Digest } from '../../../src/adapters/sha256-digest';
import { identityDigits } from '../../../src/detection/incident/incident-id';
import type { Partition } from '../../../src/detection/model';
import { ALICE_ARN } from '../../support/calls';

const PARTITION: Partition = {
  ruleId: 'describe-instances',
  principal: { kind: 'arn', key: `arn:${ALICE_ARN}` },
  windowSeconds: 30,
};

describe('the key of an item', () => {
  // As items are stored under it, another key would make a deployment forget them.
  it('is what it was in every release', () => {
    const { bucketKey, partitionKey } = itemKeys(sha256Digest);

    expect(partitionKey(PARTITION)).toEqual({
      S: 'describe-instances#30#1b085cd20244976dd1753580b28dbc0e',
    });
    expect(bucketKey(PARTITION, 56_412_345).sk).toEqual({ S: 'bucket#00056412345' });
  });

  it('begins with the partition', () => {
    const { bucketKey, partitionKey } = itemKeys(sha256Digest);

    expect(bucketKey(PARTITION, 1).pk).toEqual(partitionKey(PARTITION));
  });

  it('is that of the identity for a ledger', () => {
    expect(identityLedgerKey(identityDigits(ALICE_ARN, sha256Digest))).toEqual({
      pk: { S: 'incident#5778c30d3fe8c123' },
      sk: { S: 'ledger#3' },
    });
  });

  it('is short, however long the name of the principal', () => {
    const key = `arn:${'x'.repeat(400)}`;

    const { S: pk } = itemKeys(sha256Digest).partitionKey({
      ...PARTITION,
      principal: { kind: 'arn', key },
    });

    expect(pk).toMatch(/^describe-instances#30#[0-9a-f]{32}$/);
  });
});

describe('bucketIndex', () => {
  it.each([0, 9, 10, 56_412_345, 99_999_999_999, 251_000_000_000])('reads back %d', (index) => {
    expect(bucketIndex(bucketSortKey(index))).toBe(index);
  });

  it.each([
    'ledger',
    'bucket',
    'bucket#',
    'bucket#1',
    'bucket#0000000000x',
    'bucket#0000000001x',
    'bucket#-0000000001',
    'bucket#000000001e3',
    'bucket#00000000NaN',
    'BUCKET#00000000001',
    ' bucket#00000000001',
    'x00000000001',
    '',
  ])('refuses %j, and shows what one looks like', (sortKey) => {
    expect(() => bucketIndex(sortKey)).toThrow(
      `"${sortKey}" is not the sort key of a bucket, such as "bucket#00000000000".`,
    );
  });
});
