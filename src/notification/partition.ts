import type { Finding } from '../detection/finding';

/** The partitions of AWS besides `aws`: the regions that only they have, and the first of these. */
const PARTITIONS = [
  { partition: 'aws-cn', regions: /^cn-/, firstRegion: 'cn-north-1' },
  { partition: 'aws-us-gov', regions: /^us-gov-/, firstRegion: 'us-gov-west-1' },
  { partition: 'aws-iso', regions: /^us-iso-/, firstRegion: 'us-iso-east-1' },
  { partition: 'aws-iso-b', regions: /^us-isob-/, firstRegion: 'us-isob-east-1' },
  { partition: 'aws-iso-e', regions: /^eu-isoe-/, firstRegion: 'eu-isoe-west-1' },
  { partition: 'aws-iso-f', regions: /^us-isof-/, firstRegion: 'us-isof-south-1' },
  { partition: 'aws-eusc', regions: /^eusc-/, firstRegion: 'eusc-de-east-1' },
] as const;

/** The partition that the ARN of a principal names, else that of the regions; for example `aws-cn`. */
export function partitionOf({
  principal: { arn, roleArn },
  evidence: { regions },
}: Pick<Finding, 'principal' | 'evidence'>): string {
  const named = /^arn:(aws(?:-[a-z]{1,8}){0,3}):/.exec(arn ?? roleArn ?? '')?.[1];
  const called = PARTITIONS.find((one) => regions.every((region) => one.regions.test(region)));
  return named ?? called?.partition ?? 'aws';
}

/** The region of a partition that was there first. */
export function firstRegionOf(partition: string): string {
  return PARTITIONS.find((one) => one.partition === partition)?.firstRegion ?? 'us-east-1';
}
