import type { Caller, Digest, GroupBy, Principal, PrincipalKind } from '../model';
import { boundedIdentity, cleanText } from '../text';
import { type JsonObject, objectOf, textOf } from './json';

/** Limits in bytes; what AWS itself writes stays below them. */
const MAX_KEY_BYTES = 400;
const MAX_ARN_BYTES = 256;
const MAX_USER_AGENT_BYTES = 120;
const MAX_TEXT_BYTES = 64;
const MAX_WORD_BYTES = 32;

/**
 * The typed key that calls are counted under: `arn`, else `principalId`, else `accountId:accessKeyId`,
 * else `type:invokedBy:accountId`. Identities without an ARN never share one key by that alone; where the
 * identity names no account either, the account that was called keeps accounts apart.
 *
 * @param groupBy `role` puts every session of a role under the role, because a caller names their sessions.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function principalOf(record: JsonObject, groupBy: GroupBy, digest: Digest): Principal {
  const identity = objectOf(record, 'userIdentity');
  const { kind, value } = identify(identity, groupBy, textOf(record, 'recipientAccountId'));
  return { kind, key: `${kind}:${boundedIdentity(value, MAX_KEY_BYTES, digest)}` };
}

/**
 * Who called and how, from a record; every text bounded and printable. An ARN that had to be changed is marked by a
 * digest, so that its end is never taken for the name of a user or a role.
 */
export function callerOf(record: JsonObject, digest: Digest): Caller {
  const identity = objectOf(record, 'userIdentity');
  const sessionIssuer = objectOf(objectOf(identity, 'sessionContext'), 'sessionIssuer');
  const arnOf = (object: JsonObject): string | undefined => {
    const arn = textOf(object, 'arn');
    return arn === undefined ? undefined : boundedIdentity(arn, MAX_ARN_BYTES, digest);
  };
  const texts: Record<Exclude<keyof Caller, 'type'>, string | undefined> = {
    arn: arnOf(identity),
    accountId: clean(identity, 'accountId', MAX_WORD_BYTES),
    recipientAccountId: clean(record, 'recipientAccountId', MAX_WORD_BYTES),
    accessKeyId: clean(identity, 'accessKeyId', MAX_WORD_BYTES),
    roleArn: isRole(sessionIssuer) ? arnOf(sessionIssuer) : undefined,
    sourceIp: clean(record, 'sourceIPAddress', MAX_TEXT_BYTES),
    userAgent: clean(record, 'userAgent', MAX_USER_AGENT_BYTES),
    errorCode: clean(record, 'errorCode', MAX_TEXT_BYTES),
    consoleSession: textOf(record, 'sessionCredentialFromConsole') === 'true' ? 'true' : undefined,
  };
  const present = Object.entries(texts).filter(([, text]) => text !== undefined && text !== '');
  return {
    type: clean(identity, 'type', MAX_WORD_BYTES) || 'Unknown',
    ...Object.fromEntries(present),
  };
}

function identify(
  identity: JsonObject,
  groupBy: GroupBy,
  recipientAccountId: string | undefined,
): { kind: PrincipalKind; value: string } {
  const roleArn = textOf(objectOf(objectOf(identity, 'sessionContext'), 'sessionIssuer'), 'arn');
  if (groupBy === 'role' && roleArn !== undefined) {
    return { kind: 'role', value: roleArn };
  }
  const arn = textOf(identity, 'arn');
  if (arn !== undefined) {
    return { kind: 'arn', value: arn };
  }
  const principalId = textOf(identity, 'principalId');
  if (principalId !== undefined) {
    return { kind: 'principalId', value: principalId };
  }
  const accountId = textOf(identity, 'accountId') ?? recipientAccountId ?? '';
  const accessKeyId = textOf(identity, 'accessKeyId');
  if (accessKeyId !== undefined) {
    return { kind: 'accessKey', value: `${accountId}:${accessKeyId}` };
  }
  const type = textOf(identity, 'type') ?? 'Unknown';
  return { kind: 'identity', value: `${type}:${textOf(identity, 'invokedBy') ?? ''}:${accountId}` };
}

/** A federated user's session is issued by a user. */
function isRole(sessionIssuer: JsonObject): boolean {
  return (textOf(sessionIssuer, 'type') ?? 'Role') === 'Role';
}

function clean(object: JsonObject, name: string, maxBytes: number): string | undefined {
  const text = textOf(object, name);
  return text === undefined ? undefined : cleanText(text, maxBytes);
}
