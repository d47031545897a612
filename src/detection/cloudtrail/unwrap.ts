import { isObject, type JsonObject } from '../json';

/** The envelope that EventBridge adds to a record, as received. */
export interface Envelope {
  readonly account: unknown;
  readonly source: unknown;
  /** Its `detail-type`. */
  readonly detailType: unknown;
}

/** A candidate for a CloudTrail record, taken out of its container. */
interface UnwrappedRecord {
  readonly kind: 'record';
  readonly record: unknown;
  /** Present when the record came in an EventBridge event. */
  readonly envelope?: Envelope;
}

/** What AWS writes next to records and that holds no call. */
export type CompanionKind =
  /** A digest file of a trail. */
  | 'digest'
  /** An event of CloudTrail Insights. */
  | 'insight'
  /** A summary of data events. */
  | 'aggregated'
  /** A notification that an object was written to S3. */
  | 'notification';

/** A value that holds no record: a companion of records, or text where a record should be. */
interface NoRecord {
  readonly kind: CompanionKind | 'unreadable';
}

export type Unwrapped = UnwrappedRecord | NoRecord;

/** Members with the list of records: in log files of a trail, and in answers of `LookupEvents`. */
export const RECORD_LISTS = ['Records', 'Events'] as const;

/**
 * Takes the records out of a parsed value: a bare record, a list, `{"Records": […]}`, an EventBridge event,
 * or the answer of `LookupEvents`, which holds each record as JSON text.
 */
export function* unwrap(value: unknown): Generator<Unwrapped> {
  for (const candidate of Array.isArray(value) ? value : membersOf(value)) {
    yield unwrapOne(candidate);
  }
}

/** The members of the first list of records, or the value itself where it has none. */
function membersOf(value: unknown): readonly unknown[] {
  if (isObject(value)) {
    for (const name of RECORD_LISTS) {
      const list = Object.hasOwn(value, name) ? value[name] : undefined;
      if (Array.isArray(list)) {
        return list;
      }
    }
  }
  return [value];
}

function unwrapOne(value: unknown): Unwrapped {
  if (!isObject(value)) {
    return { kind: 'record', record: value };
  }
  const event = eventIn(value);
  if (event !== undefined) {
    return event;
  }
  return typeof value['CloudTrailEvent'] === 'string'
    ? fromText(value['CloudTrailEvent'])
    : recordOrCompanion(value);
}

/** The record in an EventBridge event. */
export function eventIn(value: JsonObject): Unwrapped | undefined {
  if (!isObject(value['detail']) || !('detail-type' in value)) {
    return undefined;
  }
  const { account, source, 'detail-type': detailType } = value;
  const unwrapped = recordOrCompanion(value['detail']);
  return unwrapped.kind === 'record'
    ? { ...unwrapped, envelope: { account, source, detailType } }
    : unwrapped;
}

function recordOrCompanion(value: JsonObject): Unwrapped {
  const kind = companionKindOf(value);
  return kind === undefined ? { kind: 'record', record: value } : { kind };
}

/**
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aggregated-events.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function companionKindOf(value: JsonObject): CompanionKind | undefined {
  if (value['eventType'] === 'AwsCloudTrailInsight') {
    return 'insight';
  }
  if (value['eventType'] === 'AwsAggregatedEvent') {
    return 'aggregated';
  }
  if (value['eventSource'] === 'aws:s3') {
    return 'notification';
  }
  return 'digestStartTime' in value && 'logFiles' in value ? 'digest' : undefined;
}

function fromText(text: string): Unwrapped {
  try {
    return { kind: 'record', record: JSON.parse(text) };
  } catch {
    return { kind: 'unreadable' };
  }
}
