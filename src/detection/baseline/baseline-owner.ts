import type { Caller, Principal } from '../model';

/** An identity whose calls the baseline keeps together. */
export interface BaselineOwner {
  /** The account of the caller, or where it is not recorded, the account that was called. */
  readonly account: string;
  /** The caller: a user, all sessions of a role, one person of IAM Identity Center. */
  readonly key: string;
}

const SESSION = /^(arn:[^:]*:sts::[^:]*:)(assumed-role\/[^/]+|federated-user)\/.*$/s;

/** Roles of IAM Identity Center. It names the session after the person, who cannot choose it. */
const IDENTITY_CENTER = /:role\/aws-reserved\/sso\.amazonaws\.com\//;

/**
 * The identity whose history a call belongs to. Sessions of a role are one identity, and so are federated users of an
 * account: a caller chooses their names, so each name would be new, and a write.
 *
 * @param principal that the call counts for; it replaces a caller without an ARN.
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
