import type { Finding } from '../detection/finding';
import { formatTime, longTermKeysOf, roleArnOf } from './facts';
import { type IamEntity, parseIamArn } from './well-formed';

/** One thing to do. It holds no text that a caller can choose, but for well-formed names and keys. */
export interface NextStep {
  readonly text: string;
  /** Commands that do it. */
  readonly commands: readonly string[];
}

const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

/** Roles that IAM Identity Center makes; IAM refuses to change them. */
const IDENTITY_CENTER_ROLE = /^AWSReservedSSO_/;

/** Commands beyond it help nobody; the keys are all in the evidence. */
const MAX_COMMANDS = 3;

/** Ask, look, contain: three steps that fit the finding. */
export function nextSteps(finding: Finding): readonly [NextStep, NextStep, NextStep] {
  const time = formatTime(finding.evidence.firstCall);
  return [
    {
      text: `Ask the owner of the principal whether they ran this at ${time}. A tool or a click that they know of closes the matter.`,
      commands: [],
    },
    {
      text: 'See what else the principal did in the hours around it. Look in every region, not only those above, for RunInstances and RequestServiceQuotaIncrease, and in us-east-1, where IAM is recorded, for CreateUser and CreateAccessKey.',
      commands: [],
    },
    containment(finding),
  ];
}

function containment(finding: Finding): NextStep {
  const { principal } = finding;
  const user = parseIamArn(principal.arn ?? '', 'user');
  const longTermKeys = longTermKeysOf(finding);
  if (longTermKeys.length > 0) {
    return deactivateKeys(longTermKeys, user);
  }
  const roleArn = roleArnOf(principal);
  if (roleArn !== undefined) {
    return endRoleSessions(parseIamArn(roleArn, 'role'));
  }
  if (user !== undefined) {
    return denyUser(user);
  }
  return {
    text: `If nobody owns up, take away what the principal may do: ${IAM_GUIDE}/id_credentials_temp_control-access_disable-perms.html`,
    commands: [],
  };
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

function endRoleSessions(role: IamEntity | undefined): NextStep {
  if (role?.path.startsWith('aws-service-role/') === true) {
    return {
      text: 'The role belongs to an AWS service and its sessions cannot be revoked. Find out who set that service up, and when.',
      commands: [],
    };
  }
  if (role !== undefined && IDENTITY_CENTER_ROLE.test(role.name)) {
    return {
      text: 'If nobody owns up, end the sessions in IAM Identity Center: the user, Active sessions, and take the permission set away.',
      commands: [],
    };
  }
  return {
    text: `If nobody owns up, revoke the sessions of the role: IAM console, Roles, the role, Revoke sessions. It ends the rightful ones too. ${IAM_GUIDE}/id_roles_use_revoke-sessions.html`,
    commands: [],
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
