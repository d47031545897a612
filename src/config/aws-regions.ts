/** An AWS region. */
interface AwsRegion {
  readonly name: string;
  /** Whether an account must enable the region before using it. */
  readonly isOptIn: boolean;
}

/**
 * The regions of the commercial partition, `aws`, by name. Newer regions work too, with a warning.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const AWS_REGIONS: readonly AwsRegion[] = [
  { name: 'af-south-1', isOptIn: true },
  { name: 'ap-east-1', isOptIn: true },
  { name: 'ap-east-2', isOptIn: true },
  { name: 'ap-northeast-1', isOptIn: false },
  { name: 'ap-northeast-2', isOptIn: false },
  { name: 'ap-northeast-3', isOptIn: false },
  { name: 'ap-south-1', isOptIn: false },
  { name: 'ap-south-2', isOptIn: true },
  { name: 'ap-southeast-1', isOptIn: false },
  { name: 'ap-southeast-2', isOptIn: false },
  { name: 'ap-southeast-3', isOptIn: true },
  { name: 'ap-southeast-4', isOptIn: true },
  { name: 'ap-southeast-5', isOptIn: true },
  { name: 'ap-southeast-6', isOptIn: true },
  { name: 'ap-southeast-7', isOptIn: true },
  { name: 'ca-central-1', isOptIn: false },
  { name: 'ca-west-1', isOptIn: true },
  { name: 'eu-central-1', isOptIn: false },
  { name: 'eu-central-2', isOptIn: true },
  { name: 'eu-north-1', isOptIn: false },
  { name: 'eu-south-1', isOptIn: true },
  { name: 'eu-south-2', isOptIn: true },
  { name: 'eu-west-1', isOptIn: false },
  { name: 'eu-west-2', isOptIn: false },
  { name: 'eu-west-3', isOptIn: false },
  { name: 'il-central-1', isOptIn: true },
  { name: 'me-central-1', isOptIn: true },
  { name: 'me-south-1', isOptIn: true },
  { name: 'mx-central-1', isOptIn: true },
  { name: 'sa-east-1', isOptIn: false },
  { name: 'us-east-1', isOptIn: false },
  { name: 'us-east-2', isOptIn: false },
  { name: 'us-west-1', isOptIn: false },
  { name: 'us-west-2', isOptIn: false },
];

export const REGION_NAMES: readonly string[] = AWS_REGIONS.map(({ name }) => name);

/** The regions that every account has from the start. */
export const DEFAULT_REGIONS: readonly string[] = AWS_REGIONS.filter(({ isOptIn }) => !isOptIn).map(
  ({ name }) => name,
);

export function isKnownRegion(region: string): boolean {
  return REGION_NAMES.includes(region);
}

/**
 * Whether an account must enable a region before using it. That holds for every region launched since March 2019, and
 * so for those that are newer than this version.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export function isOptInRegion(region: string): boolean {
  return !DEFAULT_REGIONS.includes(region);
}
