import { firstRegionOf, partitionOf } from '../../src/notification/partition';
import { findingOf } from '../support/findings';

const NAMELESS = { type: 'AWSService', invokedBy: 'config.amazonaws.com' };

function regions(prefix: string): string[] {
  return Array.from({ length: 12 }, (_, index) => `${prefix}${index}`);
}

describe('partitionOf', () => {
  it.each([
    ['aws-us-gov', 'arn:aws-us-gov:iam::111122223333:user/ci'],
    ['aws-iso-b', 'arn:aws-iso-b:iam::111122223333:user/ci'],
    ['aws', 'arn:aws:iam::111122223333:user/ci'],
  ])('is %s for the principal %s', (partition, arn) => {
    expect(partitionOf(findingOf({ userIdentity: { type: 'IAMUser', arn } }))).toBe(partition);
  });

  it.each([
    ['aws-cn', 'cn-north-'],
    ['aws-us-gov', 'us-gov-west-'],
    ['aws-iso', 'us-iso-east-'],
    ['aws-iso-b', 'us-isob-east-'],
    ['aws-iso-e', 'eu-isoe-west-'],
    ['aws-iso-f', 'us-isof-south-'],
    ['aws-eusc', 'eusc-de-east-'],
    ['aws', 'eu-west-'],
  ])('is %s for a principal without an ARN and calls in %s…', (partition, prefix) => {
    const finding = findingOf({ userIdentity: NAMELESS, regions: regions(prefix) });

    expect(partitionOf(finding)).toBe(partition);
  });

  it('is aws for a principal without an ARN and calls in regions of two partitions', () => {
    const both = [...regions('cn-north-'), 'eu-west-1'];

    expect(partitionOf(findingOf({ userIdentity: NAMELESS, regions: both }))).toBe('aws');
  });
});

describe('firstRegionOf', () => {
  it.each([
    ['aws', 'us-east-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-iso-b', 'us-isob-east-1'],
  ])('of %s is %s', (partition, region) => {
    expect(firstRegionOf(partition)).toBe(region);
  });
});
