import { isObject, type JsonObject, textOf } from '../json';
import type { Call, Caller, Digest, Groupings, RuleSettings } from '../model';
import {
  calledName,
  isCallDelivery,
  isCallEventType,
  lacksParameters,
  matchesEvent,
  matchesRule,
} from '../rules/match-rule';
import type { RuleMatch } from '../rules/rule';
import { type CatalogRule, matchUnder, RULES, type RuleId } from '../rules/rule-catalog';
import { boundedIdentity } from '../text';
import { parseEventTime } from '../time';
import { callerOf, principalsOf } from './principal';
import { ignored, type RecordOutcome, rejected } from './record-outcome';
import type { Envelope, Unwrapped } from './unwrap';

export interface ParseOptions {
  /** The settings of each rule, by its id. */
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly digest: Digest;
}

const NO_RECORD: Readonly<Record<Exclude<Unwrapped['kind'], 'record'>, RecordOutcome>> = {
  digest: ignored('digest-file'),
  insight: ignored('insight'),
  aggregated: ignored('aggregated-event'),
  notification: ignored('s3-notification'),
  unreadable: rejected('unreadable-record-text'),
};

/** Limits in bytes. AWS writes regions of up to 14 characters. */
const MAX_REGION_BYTES = 24;

/** AWS writes UUIDs, which take 16 bytes in a bucket. Any other ID must not take much more. */
const UUID = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const MAX_OTHER_ID_BYTES = 20;

/** A rule under its settings. */
interface RuleReader {
  readonly id: RuleId;
  readonly isEnabled: boolean;
  readonly match: RuleMatch;
  readonly groupBy: Groupings;
}

/** Reads a candidate for a record as a call, or returns why it is not one. */
export function parseCall(unwrapped: Unwrapped, options: ParseOptions): RecordOutcome {
  return createCallParser(options)(unwrapped);
}

export type CallParser = (unwrapped: Unwrapped) => RecordOutcome;

/** Does what {@link parseCall} does, for many candidates. */
export function createCallParser({ settings, digest }: ParseOptions): CallParser {
  const readers = RULES.map((rule) => readerOf(rule, settings[rule.id]));
  return (unwrapped) => {
    if (unwrapped.kind !== 'record') {
      return NO_RECORD[unwrapped.kind];
    }
    const { record, envelope } = unwrapped;
    if (!isObject(record)) {
      return rejected('not-a-record');
    }
    const reader = readers.find(({ match }) => matchesEvent(match, record, envelope));
    if (reader === undefined) {
      const isNamed = readers.some(({ match }) => matchesRule(match, record));
      return whyNoCall(record, envelope, isNamed);
    }
    if (!reader.isEnabled) {
      return ignored('rule-disabled');
    }
    if (envelope !== undefined && contradicts(envelope.account, record['recipientAccountId'])) {
      return ignored('account-mismatch');
    }
    return readCall(record, reader, digest);
  };
}

function readerOf(rule: CatalogRule, settings: RuleSettings): RuleReader {
  return {
    id: rule.id,
    isEnabled: settings.enabled,
    match: matchUnder(rule, settings),
    groupBy: settings.groupBy,
  };
}

/** Why no rule matches a record; the rule that came closest decides. */
function whyNoCall(
  record: JsonObject,
  envelope: Envelope | undefined,
  isNamed: boolean,
): RecordOutcome {
  if (!isCloudTrailRecord(record)) {
    return rejected('not-a-record');
  }
  if (!isNamed || (envelope !== undefined && !isCallDelivery(envelope))) {
    return ignored('other-event');
  }
  return ignored(isCallEventType(record) ? 'source-mismatch' : 'other-event-type');
}

function readCall(
  record: JsonObject,
  { id, match, groupBy }: RuleReader,
  digest: Digest,
): RecordOutcome {
  const occasion = occasionOf(record, digest);
  if ('kind' in occasion) {
    return occasion;
  }
  const [principal, ...others] = principalsOf(record, groupBy, digest);
  if (principal === undefined) {
    return rejected('unattributed');
  }
  const call: Call = {
    ruleId: id,
    principal,
    ...(others.length > 0 && { otherPrincipals: others }),
    ...occasion,
    caller: { ...callerOf(record, digest), ...detailsOf(record, match) },
  };
  return { kind: 'call', call };
}

/** The outcome for a record that differs only in its `eventTime`, `awsRegion` and `eventID` from one that is a call. */
export function callLike(call: Call, members: JsonObject, digest: Digest): RecordOutcome {
  const occasion = occasionOf(members, digest);
  return 'kind' in occasion ? occasion : { kind: 'call', call: { ...call, ...occasion } };
}

/** When and where a call was made, and its id; or why the record is no call. */
function occasionOf(
  record: JsonObject,
  digest: Digest,
): Pick<Call, 'eventId' | 'second' | 'region'> | RecordOutcome {
  const second = parseEventTime(textOf(record, 'eventTime') ?? '');
  const region = textOf(record, 'awsRegion');
  const eventId = textOf(record, 'eventID');
  if (second === undefined) {
    return rejected(isAbsent(record['eventTime']) ? 'missing-event-time' : 'unreadable-event-time');
  }
  if (region === undefined) {
    return rejected(isAbsent(record['awsRegion']) ? 'missing-region' : 'unreadable-region');
  }
  if (eventId === undefined) {
    return rejected(isAbsent(record['eventID']) ? 'missing-event-id' : 'unreadable-event-id');
  }
  return {
    eventId: boundedEventId(eventId, digest),
    second,
    region: boundedRegion(region, digest),
  };
}

/** An `eventID` as it is stored: short, printable, and distinct from others. */
export function boundedEventId(eventId: string, digest: Digest): string {
  return UUID.test(eventId) ? eventId : boundedIdentity(eventId, MAX_OTHER_ID_BYTES, digest);
}

/** A region as it is stored: short, printable, and distinct from others. */
export function boundedRegion(region: string, digest: Digest): string {
  return boundedIdentity(region, MAX_REGION_BYTES, digest);
}

/** What the record leaves open about the call, and which one it is. */
function detailsOf(
  record: JsonObject,
  match: RuleMatch,
): Pick<Caller, 'unknownParameters' | 'eventName'> {
  const eventName = calledName(match, record);
  return {
    ...(lacksParameters(match, record) && { unknownParameters: 'true' }),
    ...(eventName !== undefined && eventName !== match.eventNames[0] && { eventName }),
  };
}

function isCloudTrailRecord(record: JsonObject): boolean {
  return textOf(record, 'eventSource') !== undefined && textOf(record, 'eventName') !== undefined;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Whether an envelope names another account than its record. A missing account contradicts nothing. */
export function contradicts(envelopeAccount: unknown, recipientAccountId: unknown): boolean {
  return (
    !isAbsent(envelopeAccount) &&
    !isAbsent(recipientAccountId) &&
    envelopeAccount !== recipientAccountId
  );
}
