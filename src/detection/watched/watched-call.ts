import type { Caller, Principal } from '../model';
import { utf8Length } from '../text';
import { shortened } from './details';
import { type CatalogWatch, watchById } from './watch-catalog';

/** The identity or credentials that a call created. They belong to the same incident from then on. */
export interface Child {
  readonly accessKeyId?: string;
  readonly arn?: string;
}

/** A watched call as the store keeps it, under the identity that it belongs to. The caller chooses some of the texts. */
export interface KeptWatch {
  readonly eventId: string;
  /** `eventTime`, whole seconds since the epoch. */
  readonly second: number;
  /** ID of its kind in the catalogue. */
  readonly watchId: string;
  readonly eventName: string;
  readonly category: string;
  readonly region: string;
  /** The account that was called. */
  readonly accountId?: string;
  /** Present when the call failed. */
  readonly errorCode?: string;
  /** The few parameters that matter, by label. */
  readonly details: Readonly<Record<string, string>>;
  readonly caller: Pick<Caller, 'type' | 'arn' | 'accessKeyId' | 'sourceIp'>;
  readonly child?: Child;
}

/** A watched call as its record shows it. */
export interface WatchedCall extends KeptWatch {
  readonly eventSource: string;
  readonly caller: Caller;
  readonly principal: Principal;
  /** ARN of the user that the call concerns, if it is not about the caller alone. It lacks the path of the user. */
  readonly subject?: string;
}

/** In bytes of UTF-8, whatever the caller sends. */
export const MAX_KEPT_BYTES = 600;

/** No text contains it, because none has control characters. */
const SEPARATOR = '\t';

/**
 * A watched call as a text of at most {@link MAX_KEPT_BYTES}. What does not fit is lost: first the ends of the details,
 * then the ARN of the caller, because a part of it would name another caller.
 */
export function encodeWatched(call: KeptWatch): string {
  const { caller, child } = call;
  const rest = [
    call.watchId,
    call.eventId,
    String(call.second),
    call.region,
    call.accountId ?? '',
    call.errorCode ?? '',
    caller.type,
    caller.accessKeyId ?? '',
    caller.sourceIp ?? '',
    child?.accessKeyId ?? '',
    child?.arn ?? '',
  ].join(SEPARATOR);
  const room = MAX_KEPT_BYTES - utf8Length(rest) - 1;
  const { arn: wholeArn = '' } = caller;
  const arn = utf8Length(wholeArn) > room ? '' : wholeArn;
  const labels = labelsOf(watchById(call.watchId));
  const share = Math.floor((room - utf8Length(arn)) / Math.max(1, labels.length)) - 1;
  const details = labels.map((label) => shortened(call.details[label] ?? '', share));
  return [rest, arn, ...(share > 0 ? details : [])].join(SEPARATOR);
}

/** @returns `undefined` where the catalogue has no such kind of call: another version may have written it. */
export function decodeWatched(text: string): KeptWatch | undefined {
  const [id, eventId = '', second = '', ...texts] = text.split(SEPARATOR);
  const [region = '', accountId, errorCode, type = '', accessKeyId, sourceIp, ...others] = texts;
  const [childKey, childArn, arn, ...details] = others;
  const kind = watchById(id as string);
  if (kind === undefined) {
    return undefined;
  }
  const child = { ...(childKey && { accessKeyId: childKey }), ...(childArn && { arn: childArn }) };
  return {
    eventId,
    second: Number(second),
    watchId: kind.id,
    eventName: kind.watch.call,
    category: kind.category.id,
    region,
    ...(accountId && { accountId }),
    ...(errorCode && { errorCode }),
    details: Object.fromEntries(
      labelsOf(kind).flatMap((label, index) => {
        const value = details[index];
        return value ? [[label, value] as const] : [];
      }),
    ),
    caller: {
      type,
      ...(arn && { arn }),
      ...(accessKeyId && { accessKeyId }),
      ...(sourceIp && { sourceIp }),
    },
    ...(Object.keys(child).length > 0 && { child }),
  };
}

function labelsOf(kind: CatalogWatch | undefined): readonly string[] {
  return Object.keys(kind?.watch.details ?? {});
}
