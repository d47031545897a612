import { isServiceAddress } from '../ip-address';
import { type JsonObject, objectOf, textOf } from '../json';
import {
  type Caller,
  type Digest,
  GROUP_BY,
  type GroupBy,
  type Groupings,
  type Principal,
  type PrincipalKind,
} from '../model';
import { boundedIdentity, cleanText } from '../text';
import { shortUserAgent } from '../user-agent';

/** Limits in bytes; what AWS itself writes stays below them. */
const MAX_KEY_BYTES = 400;
const MAX_ARN_BYTES = 256;
const MAX_TEXT_BYTES = 64;
const MAX_WORD_BYTES = 32;

/**
 * The principals that a call counts for. Identities do not share a key just because they have no ARN: see
 * {@link identify}.
 *
 * @param groupBy `role` counts every session of a role for the role, because a caller chooses session names.
 * `accessKey` and `sourceIp` count by these. Where a call has none of them, the key of `arn` applies.
 * @returns one for each grouping that the call has, the most specific first, each once; none if nothing in the record
 * tells its caller from others.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function principalsOf(
  record: JsonObject,
  groupBy: Groupings,
  digest: Digest,
): readonly Principal[] {
  const asked: readonly GroupBy[] = typeof groupBy === 'string' ? [groupBy] : groupBy;
  const principals = new Map<string, Principal>();
  for (const grouping of GROUP_BY) {
    const identity = asked.includes(grouping) ? IDENTIFIERS[grouping](record) : undefined;
    if (identity !== undefined) {
      const key = `${identity.kind}:${boundedIdentity(identity.value, MAX_KEY_BYTES, digest)}`;
      principals.set(key, { kind: identity.kind, key });
    }
  }
  const isNone = principals.size === 0 && groupBy !== 'arn';
  return isNone ? principalsOf(record, 'arn', digest) : [...principals.values()];
}

interface Identity {
  readonly kind: PrincipalKind;
  readonly value: string;
}

/** What identifies the caller under each grouping, where there is something. */
const IDENTIFIERS: Readonly<Record<GroupBy, (record: JsonObject) => Identity | undefined>> = {
  arn: identify,
  accessKey: (record) => keyIdentity(record),
  role: (record) => {
    const session = objectOf(objectOf(record, 'userIdentity'), 'sessionContext');
    const value = textOf(objectOf(session, 'sessionIssuer'), 'arn');
    return value === undefined ? undefined : { kind: 'role', value };
  },
  sourceIp: (record) => {
    const value = textOf(record, 'sourceIPAddress');
    return value === undefined || isServiceAddress(value) ? undefined : { kind: 'sourceIp', value };
  },
};

/** What is no text of the record. */
type Flag = 'consoleSession' | 'unknownParameters' | 'eventName' | 'cut';

/**
 * Who called and how, from a record; every text is bounded and printable. A digest marks an ARN that had to be changed,
 * so that its end is never taken for the name of a user or a role.
 */
export function callerOf(record: JsonObject, digest: Digest): Caller {
  const identity = objectOf(record, 'userIdentity');
  const sessionIssuer = objectOf(objectOf(identity, 'sessionContext'), 'sessionIssuer');
  const arnOf = (object: JsonObject): string | undefined => {
    const arn = textOf(object, 'arn');
    return arn === undefined ? undefined : boundedIdentity(arn, MAX_ARN_BYTES, digest);
  };
  const caller: { -readonly [Name in keyof Caller]: Caller[Name] } = {
    type: clean(identity, 'type', MAX_WORD_BYTES) || 'Unknown',
  };
  const add = (name: Exclude<keyof Caller, 'type' | Flag>, text?: string): void => {
    if (text !== undefined && text !== '') {
      caller[name] = text;
    }
  };
  add('arn', arnOf(identity));
  add('accountId', clean(identity, 'accountId', MAX_WORD_BYTES));
  add('recipientAccountId', clean(record, 'recipientAccountId', MAX_WORD_BYTES));
  add('accessKeyId', clean(identity, 'accessKeyId', MAX_WORD_BYTES));
  add('roleArn', isRole(sessionIssuer) ? arnOf(sessionIssuer) : undefined);
  add('sourceIp', clean(record, 'sourceIPAddress', MAX_TEXT_BYTES));
  add('userAgent', shortUserAgent(textOf(record, 'userAgent') ?? ''));
  add('errorCode', clean(record, 'errorCode', MAX_TEXT_BYTES));
  if (textOf(record, 'sessionCredentialFromConsole') === 'true') {
    caller.consoleSession = 'true';
  }
  return caller;
}

/** Under `arn`: the first of these that the record has, because not every identity has an ARN. */
function identify(record: JsonObject): Identity | undefined {
  const identity = objectOf(record, 'userIdentity');
  const arn = textOf(identity, 'arn');
  if (arn !== undefined) {
    return { kind: 'arn', value: arn };
  }
  const principalId = textOf(identity, 'principalId');
  if (principalId !== undefined) {
    return { kind: 'principalId', value: principalId };
  }
  return (
    keyIdentity(record) ??
    onBehalfOf(identity) ??
    userOfProvider(record) ??
    serviceIdentity(record) ??
    unattributed(record)
  );
}

/** A user of IAM Identity Center. */
function onBehalfOf(identity: JsonObject): Identity | undefined {
  const user = objectOf(identity, 'onBehalfOf');
  const userId = textOf(user, 'userId');
  return userId === undefined
    ? undefined
    : { kind: 'onBehalfOf', value: `${userId}:${textOf(user, 'identityStoreArn') ?? ''}` };
}

/** A name is unique within an identity provider, else within an account. */
function userOfProvider(record: JsonObject): Identity | undefined {
  const identity = objectOf(record, 'userIdentity');
  const userName = textOf(identity, 'userName');
  const issuer = textOf(identity, 'identityProvider') ?? accountIdOf(record);
  return userName === undefined
    ? undefined
    : { kind: 'userName', value: `${typeOf(identity)}:${issuer}:${userName}` };
}

/** A service, or a root user, of which an account has one. */
function serviceIdentity(record: JsonObject): Identity | undefined {
  const identity = objectOf(record, 'userIdentity');
  const type = typeOf(identity);
  const invokedBy = textOf(identity, 'invokedBy') ?? '';
  return invokedBy === '' && type !== 'Root'
    ? undefined
    : { kind: 'identity', value: `${type}:${invokedBy}:${accountIdOf(record)}` };
}

/**
 * Nobody is named. The source IP and the user agent keep strangers apart; the name of an AWS service does not, because
 * many callers share it.
 */
function unattributed(record: JsonObject): Identity | undefined {
  const sourceIp = textOf(record, 'sourceIPAddress');
  const userAgent = shortUserAgent(textOf(record, 'userAgent') ?? '');
  return sourceIp === undefined || isServiceAddress(sourceIp)
    ? undefined
    : { kind: 'unattributed', value: `${accountIdOf(record)}/${sourceIp}/${userAgent}` };
}

function typeOf(identity: JsonObject): string {
  return textOf(identity, 'type') ?? 'Unknown';
}

function keyIdentity(record: JsonObject): Identity | undefined {
  const accessKeyId = textOf(objectOf(record, 'userIdentity'), 'accessKeyId');
  return accessKeyId === undefined
    ? undefined
    : { kind: 'accessKey', value: `${accountIdOf(record)}:${accessKeyId}` };
}

/** The account of the caller, or where the identity names none, the account that was called. */
function accountIdOf(record: JsonObject): string {
  const own = textOf(objectOf(record, 'userIdentity'), 'accountId');
  return own ?? textOf(record, 'recipientAccountId') ?? '';
}

/** The issuer of a federated user's session is a user. */
function isRole(sessionIssuer: JsonObject): boolean {
  return (textOf(sessionIssuer, 'type') ?? 'Role') === 'Role';
}

function clean(object: JsonObject, name: string, maxBytes: number): string | undefined {
  const text = textOf(object, name);
  return text === undefined ? undefined : cleanText(text, maxBytes);
}
