import type { Finding } from '../detection/finding';
import type { SignalId } from '../detection/severity/signal-catalog';
import { roleArnOf } from './facts';
import { type IamEntity, isLongTermKey, parseIamArn } from './well-formed';

/** Roles that IAM Identity Center creates; IAM refuses to change them. */
const IDENTITY_CENTER_ROLE = /^AWSReservedSSO_/;

/** The kind of caller behind a sweep, which decides whom to ask and how to stop them. */
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

/** Depends only on what AWS records: type, ARNs and key IDs. A user agent never matters here. */
export function callerKindOf(finding: Finding): CallerKind {
  const { principal, evidence } = finding;
  if (principal.type === 'Root') {
    return { is: 'root' };
  }
  const user = parseIamArn(principal.arn ?? '', 'user');
  const accessKeyIds = evidence.accessKeyIds.filter(isLongTermKey);
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

/** Whether a signal applies. */
export function wasSeen({ reasons }: Finding, signal: SignalId): boolean {
  return reasons.some(({ id }) => id === signal);
}
