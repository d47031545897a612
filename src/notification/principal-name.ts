import { isIP } from 'node:net';
import type { Finding, FindingPrincipal } from '../detection/finding';
import { principalName, roleArnOf } from './facts';
import { fieldText } from './record-text';
import { isAccessKeyId, parseIamArn } from './well-formed';

const MAX_NAME = 200;

/** The role that IAM Identity Center creates for a permission set; it adds 16 hexadecimal digits to the name. */
const PERMISSION_SET_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** The whole ARN of a session must be well-formed: the core marks one that it had to change at its end. */
const ASSUMED_ROLE =
  /^arn:aws[a-z-]{0,16}:sts::\d{12}:assumed-role\/(\w[\w+=,.@-]{0,63})\/[\w+=,.@-]{1,64}$/;

/** A principal in a headline. The short form is for where the full one does not fit. */
export interface HeadlineName {
  readonly full: string;
  readonly short?: string;
}

/**
 * A principal for a subject: only names that the owner of the account chose, such as those of users and roles. Callers
 * choose the names of role sessions and of federated users, so these are left out. A name that IAM would not accept is
 * left out too.
 */
export function headlineName({ principal }: Finding): HeadlineName {
  if (principal.kind === 'accessKey' || principal.kind === 'sourceIp') {
    return labelByKind(principal);
  }
  const name = principalName(principal);
  const role =
    parseIamArn(roleArnOf(principal) ?? '', 'role')?.name ?? ASSUMED_ROLE.exec(name)?.[1];
  if (role !== undefined) {
    return roleLabel(fieldText(role, MAX_NAME));
  }
  const user = parseIamArn(name, 'user');
  if (user !== undefined) {
    return {
      full: `user/${fieldText(`${user.path}${user.name}`, MAX_NAME)}`,
      short: `user/${fieldText(user.name, MAX_NAME)}`,
    };
  }
  return principal.type === 'Root' ? { full: 'root user' } : labelByKind(principal);
}

function roleLabel(role: string): HeadlineName {
  const permissionSet = PERMISSION_SET_ROLE.exec(role)?.[1];
  return permissionSet === undefined
    ? { full: `role/${role}` }
    : { full: `role/AWSReservedSSO_${permissionSet}`, short: `permission set ${permissionSet}` };
}

function labelByKind(principal: FindingPrincipal): HeadlineName {
  const name = principalName(principal);
  switch (principal.kind) {
    case 'accessKey': {
      const accessKeyId = name.split(':')[1] ?? '';
      return isAccessKeyId(accessKeyId)
        ? { full: `access key ${accessKeyId}`, short: accessKeyId }
        : { full: 'one access key' };
    }
    case 'sourceIp':
      return {
        full: isIP(name) !== 0 && !name.includes('%') ? `source IP ${name}` : 'one source IP',
      };
    case 'identity': {
      const service = /^AWSService:([a-z0-9-]{1,40}\.amazonaws\.com):/.exec(name)?.[1];
      return { full: service ?? 'one principal' };
    }
    case 'onBehalfOf':
      return { full: 'one Identity Center user' };
    case 'userName':
      return { full: 'one user' };
    case 'unattributed':
      return { full: 'one unattributed caller' };
    case 'role':
      return { full: 'one role' };
    default:
      return { full: name.includes(':federated-user/') ? 'one federated user' : 'one principal' };
  }
}

/** A principal for a text that quotes what a caller chose. */
export function principalTitle(
  principal: FindingPrincipal,
  quote: (text: string) => string,
): string {
  const name = principalName(principal);
  switch (principal.kind) {
    case 'accessKey': {
      const [accountId, accessKeyId, ...rest] = name.split(':');
      return accountId === undefined || accessKeyId === undefined || rest.length > 0
        ? quote(name)
        : `access key ${quote(accessKeyId)} of account ${quote(accountId)}`;
    }
    case 'principalId':
      return `principal ID ${quote(name)}`;
    case 'sourceIp':
      return `source IP ${quote(name)}`;
    case 'onBehalfOf':
      return `IAM Identity Center user ${quote(name)}`;
    case 'userName':
      return `user ${quote(name)}`;
    case 'unattributed':
      return `unattributed caller ${quote(name)}`;
    default:
      return quote(name);
  }
}
