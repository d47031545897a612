import type { Finding } from '../detection/finding';
import type { SignalId } from '../detection/severity/signal-catalog';
import { longTermKeysOf, roleArnOf } from './facts';
import { type IamEntity, parseIamArn } from './well-formed';

/** Roles that IAM Identity Center makes; IAM refuses to change them. */
const IDENTITY_CENTER_ROLE = /^AWSReservedSSO_/;

/** Who is behind a sweep, as far as it matters for whom to ask and how to stop them. */
export type CallerKind =
  | { readonly is: 'root' }
  | {
      readonly is: 'long-term-key';
      readonly accessKeyIds: readonly string[];
      readonly user: IamEntity | undefined;
    }
  | { readonly is: 'service-role' }
  | { readonly is: 'identity-center' }
  | { readonly is: 'role'; readonly role: IamEntity | undefined }
  | { readonly is: 'user'; readonly user: IamEntity }
  | { readonly is: 'other' };

/** Goes by what AWS records: type, ARNs and the ids of keys. A user agent never matters here. */
export function callerKindOf(finding: Finding): CallerKind {
  const { principal } = finding;
  if (principal.type === 'Root') {
    return { is: 'root' };
  }
  const user = parseIamArn(principal.arn ?? '', 'user');
  const accessKeyIds = longTermKeysOf(finding);
  if (accessKeyIds.length > 0) {
    return { is: 'long-term-key', accessKeyIds, user };
  }
  const roleArn = roleArnOf(principal);
  if (roleArn !== undefined) {
    return roleKind(parseIamArn(roleArn, 'role'));
  }
  return user === undefined ? { is: 'other' } : { is: 'user', user };
}

function roleKind(role: IamEntity | undefined): CallerKind {
  if (role?.path.startsWith('aws-service-role/') === true) {
    return { is: 'service-role' };
  }
  return role !== undefined && IDENTITY_CENTER_ROLE.test(role.name)
    ? { is: 'identity-center' }
    : { is: 'role', role };
}

/** Whether a signal was seen. */
export function wasSeen({ reasons }: Finding, signal: SignalId): boolean {
  return reasons.some(({ id }) => id === signal);
}
