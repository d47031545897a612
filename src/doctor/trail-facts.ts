import type { Look } from './look';

export interface TrailFacts {
  readonly name: string;
  readonly isMultiRegion: boolean;
  readonly isOrganizationTrail: boolean;
  /** The S3 bucket that it writes files to. */
  readonly bucket?: string | undefined;
  /** The SNS topic that announces its files. */
  readonly topicArn?: string | undefined;
  readonly status: Look<TrailStatus>;
  readonly selectors: Look<TrailSelectors>;
}

export interface TrailStatus {
  readonly isLogging: boolean;
  /** Why CloudTrail could not write the latest file to the S3 bucket, for example `AccessDenied`. */
  readonly deliveryError?: string | undefined;
  /** Why CloudTrail could not announce the latest file. */
  readonly notificationError?: string | undefined;
}

/** Which events a trail records: by basic or by advanced selectors, never by both. */
export interface TrailSelectors {
  readonly basic: readonly BasicSelector[];
  readonly advanced: readonly (readonly FieldCondition[])[];
}

interface BasicSelector {
  readonly includesManagementEvents: boolean;
  /** `All`, `ReadOnly` or `WriteOnly`. */
  readonly readWriteType: string;
  readonly excludedSources: readonly string[];
}

/** A condition of an advanced selector. The conditions of a selector must all hold, each for one of its values. */
export interface FieldCondition {
  /** For example `eventSource`. */
  readonly field: string;
  readonly equals?: readonly string[] | undefined;
  readonly notEquals?: readonly string[] | undefined;
  readonly startsWith?: readonly string[] | undefined;
  readonly notStartsWith?: readonly string[] | undefined;
  readonly endsWith?: readonly string[] | undefined;
  readonly notEndsWith?: readonly string[] | undefined;
}

/** The path from the S3 bucket of a trail to the trail reader. */
export interface TrailPathFacts {
  readonly bucket: string;
  /** What stands before `AWSLogs/` in the keys, if anything does. */
  readonly prefix?: string | undefined;
  /** The region in which the trail reader looks for the S3 bucket. */
  readonly region: string;
  /** The SNS topic that announces files. Without it, EventBridge does. */
  readonly topicArn?: string | undefined;
  /** The region of the S3 bucket. Nothing, if there is no such bucket. */
  readonly bucketRegion: Look<string | undefined>;
  /** Nothing, if there is no trail file below the prefix. */
  readonly newestFile: Look<TrailFileFacts | undefined>;
  /** What the S3 bucket sends its events to. */
  readonly bucketEvents: Look<BucketEvents>;
  /** Nothing before a deployment. */
  readonly reader?: ReaderFacts | undefined;
}

export interface TrailFileFacts {
  readonly key: string;
  readonly writtenAt: Date;
  /** Whether its first bytes are those of a gzip file. */
  readonly isGzip: Look<boolean>;
}

export interface BucketEvents {
  readonly hasEventBridge: boolean;
  /** ARNs of the topics that get events about new objects. */
  readonly topics: readonly string[];
}

/** How far back to look for files that S3 denied: longer than the 12 min between two tries of a file. */
export const DENIED_MINUTES = 15;

/** How messages about files reach the trail reader. */
export interface ReaderFacts {
  /** State of the event source mapping, such as `Enabled`. Nothing, if there is none. */
  readonly mapping: Look<{ readonly id: string; readonly state: string } | undefined>;
  /** Messages about files that wait. */
  readonly waiting: Look<number>;
  /** How often S3 denied access to a file in the last {@link DENIED_MINUTES}. */
  readonly denied: Look<number>;
  /** The subscription of the queue to the topic, if a topic announces files. */
  readonly subscription?: Look<'confirmed' | 'pending' | 'deleted'> | undefined;
}
