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
const MAX_ENTRIES = 1024;

/** Longer texts are not kept in memory. AWS writes fewer than 2,000 characters. */
const MAX_LENGTH = 4096;

interface Entry {
  readonly texts: readonly (string | undefined)[];
  readonly details: CallDetails;
  readonly side: CallSide;
}

/**
 * Remembers sides, because to create one takes longer than to compare the texts that it is made of.
 *
 * @param create must be a pure function.
 * @returns a function that returns one and the same object for equal texts.
 */
export function rememberSides(
  create: (record: JsonObject, details: CallDetails) => CallSide,
): typeof create {
  const entries = new Map<string, Entry>();
  return (record, details) => {
    const identity = objectOf(record, 'userIdentity');
    if (textOf(identity, 'arn') === undefined) {
      return create(record, details);
    }
    const issuer = objectOf(objectOf(identity, 'sessionContext'), 'sessionIssuer');
    const texts = [
      ...OF_IDENTITY.map((name) => textOf(identity, name)),
      ...OF_RECORD.map((name) => textOf(record, name)),
      ...OF_ISSUER.map((name) => textOf(issuer, name)),
    ];
    const key = texts.join('\n');
    const known = entries.get(key);
    if (
      known?.details.eventName === details.eventName &&
      known?.details.unknownParameters === details.unknownParameters &&
      known?.texts.every((text, index) => text === texts[index])
    ) {
      return known.side;
    }
    const side = create(
      {
        ...pick(record, OF_RECORD),
        userIdentity: {
          ...pick(identity, OF_IDENTITY),
          sessionContext: { sessionIssuer: pick(issuer, OF_ISSUER) },
        },
      },
      details,
    );
    if (key.length <= MAX_LENGTH) {
      if (entries.size >= MAX_ENTRIES) {
        entries.clear();
      }
      entries.set(key, { texts, details, side });
    }
    return side;
  };
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, textOf(object, name)]));
}
