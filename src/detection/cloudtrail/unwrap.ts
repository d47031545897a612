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

/**
 * A value that holds no record: a digest file of a trail, an Insights event, an aggregated event, a notification of an
 * object in S3, or text where a record should be.
 */
interface NoRecord {
  readonly kind: 'digest' | 'insight' | 'aggregated' | 'notification' | 'unreadable';
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
  if (isObject(value['detail']) && 'detail-type' in value) {
    const { account, source, 'detail-type': detailType } = value;
    return { kind: 'record', record: value['detail'], envelope: { account, source, detailType } };
  }
  if (typeof value['CloudTrailEvent'] === 'string') {
    return fromText(value['CloudTrailEvent']);
  }
  return isDigest(value) ? { kind: 'digest' } : { kind: 'record', record: value };
}

function fromText(text: string): Unwrapped {
  try {
    return { kind: 'record', record: JSON.parse(text) };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html */
function isDigest(value: JsonObject): boolean {
  return 'digestStartTime' in value && 'logFiles' in value;
}
