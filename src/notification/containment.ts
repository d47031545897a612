import type { CallerKind } from './caller-kind';
import type { IamEntity } from './well-formed';

const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

/** More commands help nobody; the evidence lists all keys. */
const MAX_COMMANDS = 3;

/** One thing to do. It contains no text that a caller can choose, except well-formed names and keys. */
export interface NextStep {
  readonly text: string;
  /** Commands that do it. */
  readonly commands: readonly string[];
}

/** How to stop a caller of this kind, if nobody can account for the calls. */
export function containment(caller: CallerKind): NextStep {
  switch (caller.is) {
    case 'root':
      return ifUnexplained(
        'sign in as root, change the password, delete the root access keys, and check the MFA devices and the e-mail address of the account. IAM policies do not stop the root user; only a service control policy does.',
      );
    case 'long-term-key':
      return deactivateKeys(caller.accessKeyIds, caller.user);
    case 'service-role':
      return ifUnexplained(
        'stop the service that uses this role. You cannot revoke the sessions of the role, because it belongs to an AWS service.',
      );
    case 'identity-center':
      return ifUnexplained(
        'open the user in IAM Identity Center, end the active sessions, and remove the assignment of the permission set.',
      );
    case 'role':
      return revokeSessions(caller.role);
    case 'user':
      return denyUser(caller.user);
    case 'other':
      return ifUnexplained(
        `remove the permissions of the principal: ${IAM_GUIDE}/id_credentials_temp_control-access_disable-perms.html`,
      );
  }
}

function ifUnexplained(text: string, commands: readonly string[] = []): NextStep {
  return { text: `If nobody can account for it, ${text}`, commands };
}

function deactivateKeys(accessKeyIds: readonly string[], user: IamEntity | undefined): NextStep {
  const [keys, them] = accessKeyIds.length === 1 ? ['key', 'it'] : ['keys', 'them'];
  // Without `--user-name`, AWS looks for the key among those of the person who runs the command.
  return user === undefined
    ? ifUnexplained(
        `deactivate the ${keys}: IAM console, Users, the user, Security credentials. For a key of the root user, sign in as root.`,
      )
    : ifUnexplained(
        `deactivate the ${keys}. You can reactivate ${them} later.`,
        accessKeyIds
          .slice(0, MAX_COMMANDS)
          .map(
            (accessKeyId) =>
              `aws iam update-access-key --status Inactive --user-name ${user.name} --access-key-id ${accessKeyId}`,
          ),
      );
}

/**
 * Does what *Revoke sessions* in the console does: it denies every session that began before now.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
function revokeSessions(role: IamEntity | undefined): NextStep {
  if (role === undefined) {
    return ifUnexplained(
      `revoke the sessions of the role: IAM console, Roles, the role, Revoke sessions. This also ends legitimate sessions. ${IAM_GUIDE}/id_roles_use_revoke-sessions.html`,
    );
  }
  const before = `'"$(date -u +%FT%TZ)"'`;
  const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"${before}"}}}]}`;
  return ifUnexplained(
    'revoke the sessions of the role. This also ends legitimate sessions, and it does not stop anyone who can assume the role again.',
    [
      `aws iam put-role-policy --role-name ${role.name} --policy-name AWSRevokeOlderSessions --policy-document '${policy}'`,
    ],
  );
}

function denyUser(user: IamEntity): NextStep {
  return ifUnexplained(
    'deny the user all actions, because temporary keys cannot be revoked. Detach the policy later to undo this.',
    [
      `aws iam attach-user-policy --user-name ${user.name} --policy-arn arn:${user.partition}:iam::aws:policy/AWSDenyAll`,
    ],
  );
}
