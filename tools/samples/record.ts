/** The members of a CloudTrail record whose content depends on the service. */
export type FreeForm = Readonly<Record<string, unknown>>;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export interface UserIdentity extends FreeForm {
  readonly type: string;
  readonly arn?: string;
  readonly accountId?: string;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export interface CloudTrailRecord extends FreeForm {
  readonly userIdentity: UserIdentity;
  readonly eventTime: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly eventID: string;
  readonly recipientAccountId: string;
}

/** A record, and how it is delivered if that is unusual. */
export interface TrailEntry {
  readonly record: CloudTrailRecord;
  /** The delay beyond the usual lag of the region. */
  readonly lateSeconds?: number;
  /** Further deliveries of the same record, in seconds after the first. */
  readonly redeliveredAfter?: readonly number[];
}
