/** A region and how long CloudTrail takes to deliver from it. */
interface RegionLag {
  readonly name: string;
  readonly lagSeconds: number;
}

/**
 * The 17 regions that every account has, in the order that `aws ec2 describe-regions` lists them,
 * which is the order in which a script walks through them.
 * The lags are made up; that each region has its own is not.
 */
const REGION_LAGS: readonly RegionLag[] = [
  { name: 'ap-south-1', lagSeconds: 410 },
  { name: 'eu-north-1', lagSeconds: 260 },
  { name: 'eu-west-3', lagSeconds: 295 },
  { name: 'eu-west-2', lagSeconds: 240 },
  { name: 'eu-west-1', lagSeconds: 185 },
  { name: 'ap-northeast-3', lagSeconds: 640 },
  { name: 'ap-northeast-2', lagSeconds: 455 },
  { name: 'ap-northeast-1', lagSeconds: 330 },
  { name: 'ca-central-1', lagSeconds: 225 },
  { name: 'sa-east-1', lagSeconds: 790 },
  { name: 'ap-southeast-1', lagSeconds: 375 },
  { name: 'ap-southeast-2', lagSeconds: 520 },
  { name: 'eu-central-1', lagSeconds: 170 },
  { name: 'us-east-1', lagSeconds: 140 },
  { name: 'us-east-2', lagSeconds: 155 },
  { name: 'us-west-1', lagSeconds: 305 },
  { name: 'us-west-2', lagSeconds: 165 },
];

const LAG_BY_REGION: ReadonlyMap<string, number> = new Map(
  REGION_LAGS.map(({ name, lagSeconds }) => [name, lagSeconds]),
);

export const REGIONS: readonly string[] = REGION_LAGS.map(({ name }) => name);

/** Global services (IAM, the console sign-in) record what happens in this region. */
export const GLOBAL_REGION = 'us-east-1';

/** @throws RangeError when the region is not one of {@link REGIONS}. */
export function deliveryLag(region: string): number {
  const lag = LAG_BY_REGION.get(region);
  if (lag === undefined) {
    throw new RangeError(`No delivery lag is known for the region "${region}".`);
  }
  return lag;
}
