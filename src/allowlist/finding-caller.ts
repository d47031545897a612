import type { Finding } from '../detection/finding';

/** An ARN of IAM or STS, taken apart. */
export interface CallerArn {
  readonly partition: string;
  readonly account: string;
  /** `user`, `role`, `assumed-role`, … */
  readonly type: string;
  /** With the path, if there is one; for a session the name of its role. */
  readonly name: string;
  readonly session?: string | undefined;
}

/** The caller behind a finding, as far as it is certain for each of its calls. */
export interface FindingCaller {
  readonly key: string;
  /** No entry ever covers a root user, because it has all permissions in its account. */
  readonly isRoot: boolean;
  readonly account: string | undefined;
  readonly identity: CallerArn | undefined;
  /** The role of a session; `undefined` if its path is unknown. */
  readonly role: CallerArn | undefined;
  /** The sessions of a role: without `session` where calls are grouped by role. */
  readonly session: CallerArn | undefined;
}

const ARN = /^arn:([^:]*):(?:iam|sts)::([^:]*):([^/:]+)\/(.+)$/;

/**
 * Uses mainly the principal, which is the same for all calls. The evidence keeps only some callers.
 */
export function callerOfFinding({ principal, evidence }: Finding): FindingCaller {
  const { key, kind, type, roleArn } = principal;
  const hasArn = kind === 'arn' || kind === 'role';
  const identity = hasArn ? parseArn(key.slice(kind.length + 1)) : undefined;
  return {
    key,
    isRoot: key.endsWith(':root') || type === 'Root' || evidence.identityTypes.includes('Root'),
    account: hasArn ? identity?.account : onlyAccount(evidence),
    identity,
    role: identity?.type === 'assumed-role' ? roleOf(identity, roleArn) : ofType('role', identity),
    session:
      identity?.type === 'role'
        ? { ...identity, type: 'assumed-role', name: splitPath(identity.name).last }
        : ofType('assumed-role', identity),
  };
}

/** The parts of an ARN; `undefined` if it is not one of IAM or STS. */
export function parseArn(arn: string): CallerArn | undefined {
  const [, partition, account, type, name] = ARN.exec(arn) ?? [];
  if (partition === undefined || account === undefined || !type || name === undefined) {
    return undefined;
  }
  if (type !== 'assumed-role') {
    return { partition, account, type, name };
  }
  const [roleName = '', ...session] = name.split('/');
  return { partition, account, type, name: roleName, session: session.join('/') };
}

function ofType(type: string, arn: CallerArn | undefined): CallerArn | undefined {
  return arn?.type === type ? arn : undefined;
}

/** @param roleArn of the finding: it has the path of the role, which the ARN of a session lacks. */
function roleOf({ partition, account, name }: CallerArn, roleArn = ''): CallerArn | undefined {
  const role = ofType('role', parseArn(roleArn));
  const isOfSession = role?.account === account && splitPath(role.name).last === name;
  return isOfSession ? { ...role, partition } : undefined;
}

/** `a/b/Name` → `/a/b/` and `Name`. */
export function splitPath(name: string): { readonly path: string; readonly last: string } {
  const end = name.lastIndexOf('/') + 1;
  return { path: `/${name.slice(0, end)}`, last: name.slice(end) };
}

/** The account of all calls by a principal without an ARN. */
function onlyAccount({ accountIds, capped }: Finding['evidence']): string | undefined {
  return accountIds.length === 1 && !capped.includes('accountIds') ? accountIds[0] : undefined;
}
