import { type JsonObject, objectOf, textOf } from '../json';
import type { Call, Caller } from '../model';

/** The part of a call that many calls share: its principals and its caller. */
export type CallSide = Pick<Call, 'principal' | 'otherPrincipals' | 'caller'>;

/** What a side holds besides texts about the caller. */
export type CallDetails = Pick<Caller, 'unknownParameters' | 'eventName'>;

/** A few thousand sides make up most calls of a file, and each takes about 1 KB of memory. */
const MAX_SIDES = 8192;

/** Sides of longer texts are not kept in memory. AWS writes fewer than 2,000 characters. */
const MAX_LENGTH = 4096;

/**
 * Remembers sides, because to create one takes longer than to find it by the texts that it is made of.
 *
 * @param create must be a pure function.
 * @returns a function that usually returns one and the same object for equal texts.
 */
export function rememberSides(
  create: (record: JsonObject, details: CallDetails) => CallSide | undefined,
): typeof create {
  const sides = new Map<string, CallSide | undefined>();
  return (record, details) => {
    const key = keyOf(record, details);
    if (key === undefined || key.length > MAX_LENGTH) {
      return create(record, details);
    }
    const known = sides.get(key);
    if (known !== undefined) {
      return known;
    }
    if (sides.size >= MAX_SIDES) {
      sides.clear();
    }
    const side = create(record, details);
    sides.set(key, side);
    return side;
  };
}

/** All that the side of a caller with an ARN depends on. @returns undefined for any other caller. */
function keyOf(record: JsonObject, details: CallDetails): string | undefined {
  const identity = objectOf(record, 'userIdentity');
  const arn = textOf(identity, 'arn');
  if (arn === undefined) {
    return undefined;
  }
  const issuer = objectOf(objectOf(identity, 'sessionContext'), 'sessionIssuer');
  return JSON.stringify([
    arn,
    textOf(identity, 'accessKeyId'),
    textOf(identity, 'type'),
    textOf(identity, 'accountId'),
    textOf(issuer, 'arn'),
    textOf(issuer, 'type'),
    textOf(record, 'sourceIPAddress'),
    textOf(record, 'userAgent'),
    textOf(record, 'errorCode'),
    textOf(record, 'recipientAccountId'),
    textOf(record, 'sessionCredentialFromConsole'),
    details.eventName,
    details.unknownParameters,
  ]);
}
