import { boundedEventId, boundedRegion, contradicts } from '../cloudtrail/parse-call';
import { callerOf, principalsOf } from '../cloudtrail/principal';
import type { Envelope } from '../cloudtrail/unwrap';
import { isObject, type JsonObject, objectOf, textOf } from '../json';
import type { Caller, Digest } from '../model';
import { boundedIdentity, cleanText } from '../text';
import { parseEventTime } from '../time';
import { detailsOf, textAt } from './details';
import { findWatch, indexWatches, type WatchIndex } from './match-watch';
import { namesOn, type Path, type Watch } from './watch';
import { WATCHES } from './watch-catalog';
import {
  type Child,
  decodeWatched,
  encodeWatched,
  type KeptWatch,
  type WatchedCall,
} from './watched-call';

export interface ParseWatchedOptions {
  readonly digest: Digest;
  /** @default all of the catalogue */
  readonly watches?: WatchIndex;
}

const ALL_WATCHES = indexWatches(WATCHES);

/** Limits in bytes; what AWS itself writes stays below them. */
const MAX_ERROR_BYTES = 48;
const MAX_TYPE_BYTES = 20;
const MAX_IP_BYTES = 45;
const MAX_KEY_BYTES = 32;
const MAX_CHILD_ARN_BYTES = 170;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html */
const SIGN_IN_FAILURE = 'Failure';

const ACCOUNT_ID = /^\d{12}$/;

/**
 * Reads a record as a watched call. It never throws: CloudTrail omits the parameters of many denied calls, and a caller
 * chooses the rest.
 *
 * @returns `undefined` where the record is none, or lacks what every call has.
 */
export function parseWatched(
  record: unknown,
  envelope: Envelope | undefined,
  { digest, watches = ALL_WATCHES }: ParseWatchedOptions,
): WatchedCall | undefined {
  if (!isObject(record)) {
    return undefined;
  }
  const kind = findWatch(watches, record, envelope);
  const second = parseEventTime(textOf(record, 'eventTime') ?? '');
  const [region, eventId] = [textOf(record, 'awsRegion'), textOf(record, 'eventID')];
  const [principal] = kind === undefined ? [] : principalsOf(record, 'arn', digest);
  const isComplete = second !== undefined && region !== undefined && eventId !== undefined;
  const isForged =
    envelope !== undefined && contradicts(envelope.account, record['recipientAccountId']);
  if (kind === undefined || principal === undefined || !isComplete || isForged) {
    return undefined;
  }
  const { watch, category, id } = kind;
  const caller = leanCallerOf(record, digest);
  const accountId = [textOf(record, 'recipientAccountId'), caller.accountId].find(
    (one) => one !== undefined && ACCOUNT_ID.test(one),
  );
  const errorCode = errorOf(watch, record);
  const subject = subjectOf(watch, record, caller, accountId);
  const child = errorCode === undefined ? childOf(watch, record, subject, digest) : undefined;
  const call: WatchedCall = {
    eventId: boundedEventId(eventId, digest),
    second,
    watchId: id,
    eventName: watch.call,
    eventSource: `${watch.service}.amazonaws.com`,
    category: category.id,
    region: boundedRegion(region, digest),
    ...(accountId !== undefined && { accountId }),
    ...(errorCode !== undefined && {
      errorCode: cleanText(errorCode, MAX_ERROR_BYTES) || 'Unknown',
    }),
    details: detailsOf(watch, record),
    caller,
    principal,
    ...(subject !== undefined && { subject }),
    ...(child !== undefined && { child }),
  };
  // What the store keeps, so that it makes no difference whether a call was stored in between.
  const kept = decodeWatched(encodeWatched(call)) as KeptWatch;
  return { ...call, details: kept.details };
}

/** CloudTrail gives a sign-in that failed a result and a message, and no error code. */
function errorOf({ service }: Watch, record: JsonObject): string | undefined {
  const isFailedSignIn =
    service === 'signin' &&
    textOf(objectOf(record, 'responseElements'), 'ConsoleLogin') === SIGN_IN_FAILURE;
  return (
    textOf(record, 'errorCode') ??
    (isFailedSignIn ? (textOf(record, 'errorMessage') ?? SIGN_IN_FAILURE) : undefined)
  );
}

/** Who called, without what the timeline does not need. */
function leanCallerOf(record: JsonObject, digest: Digest): Caller {
  const { type, arn, accountId, accessKeyId, roleArn, sourceIp } = callerOf(record, digest);
  return {
    type: cleanText(type, MAX_TYPE_BYTES),
    ...(arn !== undefined && { arn }),
    ...(accountId !== undefined && { accountId }),
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(roleArn !== undefined && { roleArn }),
    ...(sourceIp !== undefined && { sourceIp: cleanText(sourceIp, MAX_IP_BYTES) }),
  };
}

/** ARN of the user that a call names. CloudTrail writes the name alone, without the path. */
function subjectOf(
  { subject }: Watch,
  record: JsonObject,
  { arn = 'arn:aws:' }: Caller,
  accountId: string | undefined,
): string | undefined {
  const name = subject === undefined ? undefined : textAt(record, subject);
  const [, partition = 'aws'] = arn.split(':');
  return name === undefined || accountId === undefined
    ? undefined
    : `arn:${partition}:iam::${accountId}:user/${name}`;
}

function childOf(
  { child = {} }: Watch,
  record: JsonObject,
  subject: string | undefined,
  digest: Digest,
): Child | undefined {
  const at = (path: Path | undefined, maxBytes: number): string | undefined => {
    const text = path === undefined ? undefined : wholeTextAt(record, path);
    return text === undefined ? undefined : boundedIdentity(text, maxBytes, digest);
  };
  const accessKeyId = at(child.accessKeyId, MAX_KEY_BYTES);
  const arn = child.arn === 'subject' ? subject : at(child.arn, MAX_CHILD_ARN_BYTES);
  return accessKeyId === undefined && arn === undefined
    ? undefined
    : { ...(accessKeyId !== undefined && { accessKeyId }), ...(arn !== undefined && { arn }) };
}

/** The text at a path without lists. */
function wholeTextAt(record: JsonObject, path: Path): string | undefined {
  let value: unknown = record;
  for (const name of namesOn(path)) {
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}
