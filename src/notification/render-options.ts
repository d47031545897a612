/** What a deployment knows and an incident does not. */
export interface RenderOptions {
  /** The regions that RegionSweep is deployed to. Without them, the regions that every account has. */
  readonly regions?: readonly string[] | undefined;
  /** ID of a CloudTrail Lake event data store. Only with one do e-mails have a query for it. */
  readonly eventDataStore?: string | undefined;
}
