import { type JsonObject, objectOf, textOf } from './json';
import { CALL_DETAIL_TYPE } from './rules/event-types';
import { cleanText } from './text';

const MAX_WORD_BYTES = 64;
const MAX_NAME_BYTES = 256;

/** Where and when something happened. */
interface Place {
  /** ID of the event. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** The dead-letter queue of a forwarder holds messages. */
interface ForwarderAlarm extends Place {
  readonly kind: 'forwarder-alarm';
}

/** A call that would blind RegionSweep; see `rules/tampering.ts`. Callers choose its texts. */
export interface Tampering extends Place {
  readonly kind: 'tampering';
  readonly eventName: string;
  /** The caller: an ARN, or the type of an identity without one. */
  readonly caller: string;
  readonly sourceIp?: string;
  /** The trail or the rule. Absent where CloudTrail left out the parameters. */
  readonly target?: string;
  readonly bus?: string;
  /** Present when the call failed. */
  readonly errorCode?: string;
}

/** What a bound held back in one period. */
export interface GatheredNotices {
  readonly kind: 'gathered';
  readonly total: number;
  /** How many of them are about tampering; the others are alarms of forwarders. */
  readonly tamperingCount: number;
  /** How many of the calls that these are about succeeded. */
  readonly doneCount: number;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  /** Those with the most calls that succeeded, then those with the most notices. */
  readonly accounts: readonly { readonly account: string; readonly count: number }[];
  readonly accountCount: number;
}

/** A notice about one event. */
export type EventNotice = ForwarderAlarm | Tampering;

/** What operators are notified of outside CloudWatch alarms of the hub. */
export type OperatorsNotice = EventNotice | GatheredNotices;

/** Whether a notice is about a call that took effect, not about an attempt or an alarm. */
export function isDone(notice: EventNotice): boolean {
  return notice.kind === 'tampering' && notice.errorCode === undefined;
}

/** The notice for an event of a rule. Every text is bounded and printable. */
export function noticeOfEvent(event: JsonObject): EventNotice {
  const place: Place = {
    id: word(event, 'id') ?? '',
    account: word(event, 'account') ?? 'unknown',
    region: word(event, 'region') ?? 'unknown',
    time: word(event, 'time') ?? '',
  };
  return event['detail-type'] === CALL_DETAIL_TYPE
    ? { kind: 'tampering', ...place, ...callOf(objectOf(event, 'detail')) }
    : { kind: 'forwarder-alarm', ...place };
}

function callOf(record: JsonObject): Omit<Tampering, 'kind' | keyof Place> {
  const identity = objectOf(record, 'userIdentity');
  const parameters = objectOf(record, 'requestParameters');
  const caller = name(identity, 'arn') ?? name(identity, 'invokedBy') ?? word(identity, 'type');
  const target =
    name(parameters, 'rule') ?? name(parameters, 'name') ?? name(parameters, 'trailName');
  const sourceIp = word(record, 'sourceIPAddress');
  const bus = name(parameters, 'eventBusName');
  const errorCode = word(record, 'errorCode');
  return {
    eventName: word(record, 'eventName') ?? 'unknown',
    caller: caller ?? 'unknown',
    ...(sourceIp !== undefined && { sourceIp }),
    ...(target !== undefined && { target }),
    ...(bus !== undefined && { bus }),
    ...(errorCode !== undefined && { errorCode }),
  };
}

function word(object: JsonObject, member: string): string | undefined {
  return bounded(textOf(object, member), MAX_WORD_BYTES);
}

function name(object: JsonObject, member: string): string | undefined {
  return bounded(textOf(object, member), MAX_NAME_BYTES);
}

function bounded(text: string | undefined, maxBytes: number): string | undefined {
  const clean = text === undefined ? '' : cleanText(text, maxBytes);
  return clean === '' ? undefined : clean;
}
