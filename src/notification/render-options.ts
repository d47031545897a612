import { AWS_REGIONS } from '../config/aws-regions';

/** What a deployment knows and a finding does not. */
export interface RenderOptions {
  /** The regions that RegionSweep is deployed to. Without them, the regions that every account has. */
  readonly regions?: readonly string[];
  /** ID of a CloudTrail Lake event data store. Only with one do e-mails have a query for it. */
  readonly eventDataStore?: string;
}

/** The regions that every account has from the start. */
export const DEFAULT_REGIONS: readonly string[] = AWS_REGIONS.filter(({ isOptIn }) => !isOptIn).map(
  ({ name }) => name,
);
