/**
 * The 17 regions that every account has, and how many seconds CloudTrail takes to deliver from each. They are in the order
 * of `aws ec2 describe-regions`, in which scripts go through them. The lags are made up; that they differ is not.
 */
const LAG_SECONDS: Readonly<Record<string, number>> = {
  'ap-south-1': 410,
  'eu-north-1': 260,
  'eu-west-3': 295,
  'eu-west-2': 240,
  'eu-west-1': 185,
  'ap-northeast-3': 640,
  'ap-northeast-2': 455,
  'ap-northeast-1': 330,
  'ca-central-1': 225,
  'sa-east-1': 790,
  'ap-southeast-1': 375,
  'ap-southeast-2': 520,
  'eu-central-1': 170,
  'us-east-1': 140,
  'us-east-2': 155,
  'us-west-1': 305,
  'us-west-2': 165,
};

export const REGIONS: readonly string[] = Object.keys(LAG_SECONDS);

/** Global services (IAM, the console sign-in) record their calls in this region. */
export const GLOBAL_REGION = 'us-east-1';

/** @throws RangeError when the region is not one of {@link REGIONS}. */
export function deliveryLag(region: string): number {
  const lag = LAG_SECONDS[region];
  if (lag === undefined) {
    throw new RangeError(`No delivery lag is known for the region "${region}".`);
  }
  return lag;
}
