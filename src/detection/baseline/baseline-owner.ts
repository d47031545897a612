import type { Caller, Principal } from '../model';

/** Whose calls are remembered together. */
export interface BaselineOwner {
  /** The account of the caller; where it is not recorded, the one that was called. */
  readonly account: string;
  /** The caller: a user, all sessions of a role, one person of IAM Identity Center. */
  readonly key: string;
}

const SESSION = /^(arn:[^:]*:sts::[^:]*:)(assumed-role\/[^/]+|federated-user)\/.*$/s;

/** Roles that IAM Identity Center gives people; the session is named after the person, which they cannot choose. */
const IDENTITY_CENTER = /:role\/aws-reserved\/sso\.amazonaws\.com\//;

/**
 * Whose history a call belongs to. Sessions of a role are one, and so are federated users of an account: a caller
 * chooses their names, so each name would be new, and a write.
 *
 * @param principal what the call is counted under; it stands in where the caller has no ARN.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
export function baselineOwnerOf({ key }: Principal, caller: Caller): BaselineOwner {
  const { arn, roleArn = '', accountId, recipientAccountId } = caller;
  const name =
    arn === undefined || IDENTITY_CENTER.test(roleArn) ? arn : arn.replace(SESSION, '$1$2/*');
  return {
    account: accountId ?? recipientAccountId ?? key,
    key: name ?? key,
  };
}
