import type { Finding } from './finding';

/**
 * Who a finding is about when alerts are counted: the role, whatever its sessions are called, else the user or the
 * root user, else the principal key. A caller can choose any number of session names, so they must not count as
 * identities of their own.
 */
export function alertIdentity({ principal }: Pick<Finding, 'principal'>): string {
  const { kind, key, roleArn, arn } = principal;
  if (kind === 'sourceIp') {
    return key;
  }
  return roleArn ?? withoutChosenName(arn ?? key.replace(/^arn:arn:/, 'arn:'));
}

/** An ARN or a key without what the caller chooses: the name of a session or a federated user, a user agent. */
function withoutChosenName(text: string): string {
  return text
    .replace(/^(arn:[^:]*:sts::[^:]*:assumed-role\/[^/]*)\/.*$/s, '$1')
    .replace(/^(arn:[^:]*:sts::[^:]*:federated-user)\/.*$/s, '$1')
    .replace(/^(principalId:[^:]*):.*$/s, '$1')
    .replace(/^(unattributed:[^/]*\/[^/]*)\/.*$/s, '$1');
}
