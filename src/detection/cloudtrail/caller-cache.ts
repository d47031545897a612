import { type JsonObject, objectOf, textOf } from '../json';
import type { Call, Caller } from '../model';

/** The part of a call that many calls share: its principals and its caller. */
export type CallSide = Pick<Call, 'principal' | 'otherPrincipals' | 'caller'>;

/** What a side holds besides texts about the caller. */
export type CallDetails = Pick<Caller, 'unknownParameters' | 'eventName'>;

/** The texts that a side of a caller with an ARN is made of. No other member of the record reaches `create`. */
const OF_RECORD = [
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'recipientAccountId',
  'sessionCredentialFromConsole',
] as const;
const OF_IDENTITY = ['arn', 'accessKeyId', 'principalId', 'type', 'accountId'] as const;
const OF_ISSUER = ['arn', 'type'] as const;

/** Most calls of a file come from a few hundred callers. */
const MAX_KEYS = 1024;
const MAX_PER_KEY = 8;

/** Longer texts are not kept in memory. AWS writes fewer than 2,000 characters. */
const MAX_LENGTH = 4096;

/** The members of a record that matter. */
interface Parts {
  readonly record: JsonObject;
  readonly identity: JsonObject;
  readonly issuer: JsonObject;
  readonly details: CallDetails;
}

interface Entry extends Parts {
  readonly side: CallSide | undefined;
}

/**
 * Remembers sides, because to create one takes longer than to compare the texts that it is made of.
 *
 * @param create must be a pure function.
 * @returns a function that usually returns one and the same object for equal texts.
 */
export function rememberSides(
  create: (record: JsonObject, details: CallDetails) => CallSide | undefined,
): typeof create {
  const entries = new Map<string, Entry[]>();
  return (record, details) => {
    const identity = objectOf(record, 'userIdentity');
    if (textOf(identity, 'arn') === undefined) {
      return create(record, details);
    }
    const issuer = objectOf(objectOf(identity, 'sessionContext'), 'sessionIssuer');
    const parts = { record, identity, issuer, details };
    const key = `${textOf(identity, 'accessKeyId')} ${textOf(record, 'sourceIPAddress')}`;
    const known = entries.get(key)?.find((entry) => isSame(entry, parts));
    if (known !== undefined) {
      return known.side;
    }
    const kept = {
      record: pick(record, OF_RECORD),
      identity: pick(identity, OF_IDENTITY),
      issuer: pick(issuer, OF_ISSUER),
      details,
    };
    const userIdentity = { ...kept.identity, sessionContext: { sessionIssuer: kept.issuer } };
    const side = create({ ...kept.record, userIdentity }, details);
    if (lengthOf(kept) <= MAX_LENGTH) {
      if (entries.size >= MAX_KEYS) {
        entries.clear();
      }
      entries.set(key, [{ ...kept, side }, ...(entries.get(key) ?? [])].slice(0, MAX_PER_KEY));
    }
    return side;
  };
}

function isSame(known: Entry, { record, identity, issuer, details }: Parts): boolean {
  return (
    OF_IDENTITY.every((name) => known.identity[name] === textOf(identity, name)) &&
    OF_RECORD.every((name) => known.record[name] === textOf(record, name)) &&
    OF_ISSUER.every((name) => known.issuer[name] === textOf(issuer, name)) &&
    known.details.eventName === details.eventName &&
    known.details.unknownParameters === details.unknownParameters
  );
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, textOf(object, name)]));
}

function lengthOf({ record, identity, issuer }: Parts): number {
  return [record, identity, issuer].flatMap((part) => Object.values(part)).join('').length;
}
