import { isObject, type JsonObject } from '../detection/json';

/** An object in S3 that a message names. */
export interface NamedObject {
  readonly bucket: string;
  readonly key: string;
  /** Size as stored. */
  readonly bytes?: number;
}

/** What a message announces. */
export type Naming =
  | { readonly kind: 'objects'; readonly objects: readonly NamedObject[] }
  /** A test, or an event about objects that were not created. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' };

const NOTHING: Naming = { kind: 'nothing' };
const UNKNOWN: Naming = { kind: 'unknown' };

/** CloudTrail publishes this text when a trail gets a topic. */
const VALIDATION_TEXT = 'CloudTrail validation message.';

/**
 * The objects that a message announces: an event of S3, a notification of CloudTrail, or an `Object Created` event of
 * EventBridge, as it is or inside a message of SNS.
 *
 * @param body of an SQS message.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function namedObjects(body: string): Naming {
  if (body === VALIDATION_TEXT) {
    return NOTHING;
  }
  const message = parsed(body);
  const isEnvelope = message?.['Type'] === 'Notification' && typeof message['Message'] === 'string';
  if (!isEnvelope) {
    return namingOf(message);
  }
  const text = message['Message'] as string;
  return text === VALIDATION_TEXT ? NOTHING : namingOf(parsed(text));
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function namingOf(message: JsonObject | undefined): Naming {
  if (message === undefined) {
    return UNKNOWN;
  }
  if (Array.isArray(message['Records'])) {
    return fromS3(message['Records']);
  }
  if (message['Event'] === 's3:TestEvent') {
    return NOTHING;
  }
  if (message['source'] === 'aws.s3') {
    return message['detail-type'] === 'Object Created'
      ? objectsOf([objectIn(message['detail'], same)])
      : NOTHING;
  }
  const { s3Bucket: bucket, s3ObjectKey: keys } = message;
  return Array.isArray(keys)
    ? objectsOf(keys.map((key) => objectIn({ bucket: { name: bucket }, object: { key } }, same)))
    : UNKNOWN;
}

function fromS3(records: readonly unknown[]): Naming {
  if (records.length === 0 || !records.every(isEventOfS3)) {
    return UNKNOWN;
  }
  const created = records.filter(({ eventName }) => eventName.startsWith('ObjectCreated:'));
  return created.length === 0 ? NOTHING : objectsOf(created.map(({ s3 }) => objectIn(s3, decoded)));
}

interface EventOfS3 {
  readonly eventName: string;
  readonly s3: JsonObject;
}

function isEventOfS3(record: unknown): record is EventOfS3 {
  return isObject(record) && typeof record['eventName'] === 'string' && isObject(record['s3']);
}

/** A message that names one object in a form that we do not know is unknown as a whole: nothing of it gets lost. */
function objectsOf(objects: readonly (NamedObject | undefined)[]): Naming {
  const named = objects.filter((object) => object !== undefined);
  return named.length === 0 || named.length < objects.length
    ? UNKNOWN
    : { kind: 'objects', objects: named };
}

/** @param keyOf the key itself, from the key in the message. */
function objectIn(
  value: unknown,
  keyOf: (text: string) => string | undefined,
): NamedObject | undefined {
  const { bucket, object } = isObject(value) ? value : {};
  const name = isObject(bucket) ? bucket['name'] : undefined;
  const { key: text, size: bytes } = isObject(object) ? object : {};
  const key = typeof text === 'string' ? keyOf(text) : undefined;
  return typeof name === 'string' && name !== '' && key
    ? { bucket: name, key, ...(typeof bytes === 'number' && { bytes }) }
    : undefined;
}

function same(key: string): string {
  return key;
}

/** In its own events, S3 encodes keys as in a form. */
function decoded(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
