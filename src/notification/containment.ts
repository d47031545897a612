import type { CallerKind } from './caller-kind';
import type { NextStep } from './next-step';
import type { IamEntity } from './well-formed';

const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

/** Commands beyond it help nobody; the keys are all in the evidence. */
const MAX_COMMANDS = 3;

/** How to stop a caller of this kind, if nobody owns up. */
export function containment(caller: CallerKind): NextStep {
  switch (caller.is) {
    case 'root':
      return {
        text: 'If nobody owns up, log in as root: change the password, delete its access keys, check its MFA devices and the e-mail address of the account. Policies do not stop root; only a service control policy does.',
        commands: [],
      };
    case 'long-term-key':
      return deactivateKeys(caller.accessKeyIds, caller.user);
    case 'service-role':
      return {
        text: 'The role belongs to an AWS service and its sessions cannot be revoked. Find out who set that service up, and when.',
        commands: [],
      };
    case 'identity-center':
      return {
        text: 'If nobody owns up, end the sessions in IAM Identity Center: the user, Active sessions, and take the permission set away.',
        commands: [],
      };
    case 'role':
      return revokeSessions(caller.role);
    case 'user':
      return denyUser(caller.user);
    case 'other':
      return {
        text: `If nobody owns up, take away what the principal may do: ${IAM_GUIDE}/id_credentials_temp_control-access_disable-perms.html`,
        commands: [],
      };
  }
}

function deactivateKeys(accessKeyIds: readonly string[], user: IamEntity | undefined): NextStep {
  if (user === undefined) {
    // Without the user's name the command would act on a key of whoever runs it.
    return {
      text: 'If nobody owns up, deactivate the long-term key: IAM console, Users, Security credentials (as root, for a key of the root user).',
      commands: [],
    };
  }
  return {
    text: 'If nobody owns up, deactivate the long-term key. This can be undone.',
    commands: accessKeyIds
      .slice(0, MAX_COMMANDS)
      .map(
        (accessKeyId) =>
          `aws iam update-access-key --status Inactive --user-name ${user.name} --access-key-id ${accessKeyId}`,
      ),
  };
}

/**
 * Does what Revoke sessions of the console does: it denies every session that began before now.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
function revokeSessions(role: IamEntity | undefined): NextStep {
  if (role === undefined) {
    return {
      text: `If nobody owns up, revoke the sessions of the role: IAM console, Roles, the role, Revoke sessions. It ends the rightful ones too. ${IAM_GUIDE}/id_roles_use_revoke-sessions.html`,
      commands: [],
    };
  }
  const before = `'"$(date -u +%FT%TZ)"'`;
  const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"${before}"}}}]}`;
  return {
    text: 'If nobody owns up, revoke the sessions of the role, as Revoke sessions of the IAM console does. It ends the rightful ones too; whoever can take the role anew is not stopped.',
    commands: [
      `aws iam put-role-policy --role-name ${role.name} --policy-name AWSRevokeOlderSessions --policy-document '${policy}'`,
    ],
  };
}

function denyUser(user: IamEntity): NextStep {
  return {
    text: 'If nobody owns up, deny the user everything, because temporary keys of a user cannot be revoked. This can be undone.',
    commands: [
      `aws iam attach-user-policy --user-name ${user.name} --policy-arn arn:${user.partition}:iam::aws:policy/AWSDenyAll`,
    ],
  };
}
