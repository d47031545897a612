import type { Finding } from '../detection/finding';

/** An ARN of IAM or STS, taken apart. */
interface ArnParts {
  readonly partition: string;
  readonly account: string;
  /** `user`, `role`, `assumed-role`, … */
  readonly type: string;
  /** The rest: path and name, or role and session. */
  readonly name: string;
}

interface Role extends Omit<ArnParts, 'type'> {
  /** Begins and ends with a slash; `undefined` if unknown. */
  readonly path: string | undefined;
  /** `undefined` where calls are grouped by role. */
  readonly session: string | undefined;
}

/** The caller behind a finding, as far as it is certain for each of its calls. */
export interface FindingCaller {
  readonly key: string;
  /** No entry ever covers a root user, because it has all permissions in its account. */
  readonly isRoot: boolean;
  readonly account: string | undefined;
  readonly identity: ArnParts | undefined;
  readonly role: Role | undefined;
}

const ARN = /^arn:([^:]*):(?:iam|sts)::([^:]*):([^/:]+)\/(.+)$/;

/**
 * Uses mainly the principal, which is the same for all calls. The evidence keeps only some callers.
 */
export function callerOfFinding({ principal, evidence }: Finding): FindingCaller {
  const { key, kind } = principal;
  const hasArn = kind === 'arn' || kind === 'role';
  const identity = hasArn ? parseArn(key.slice(kind.length + 1)) : undefined;
  return {
    key,
    isRoot:
      key.endsWith(':root') || principal.type === 'Root' || evidence.identityTypes.includes('Root'),
    account: hasArn ? identity?.account : onlyAccount(evidence),
    identity,
    role: identity && roleOf(identity, principal.roleArn),
  };
}

function parseArn(arn: string): ArnParts | undefined {
  const [, partition, account, type, name] = ARN.exec(arn) ?? [];
  return partition === undefined ||
    account === undefined ||
    type === undefined ||
    name === undefined
    ? undefined
    : { partition, account, type, name };
}

/** @param roleArn of the finding: it has the path of the role, which the ARN of a session lacks. */
function roleOf(identity: ArnParts, roleArn: string | undefined): Role | undefined {
  const { partition, account, type, name } = identity;
  if (type === 'role') {
    const { path, last } = splitPath(name);
    return { partition, account, name: last, path, session: undefined };
  }
  if (type !== 'assumed-role') {
    return undefined;
  }
  const [roleName = '', ...session] = name.split('/');
  const issuer = parseArn(roleArn ?? '');
  const { path, last } = splitPath(issuer?.name ?? '');
  const isOfSession = issuer?.type === 'role' && issuer.account === account && last === roleName;
  return {
    partition,
    account,
    name: roleName,
    path: isOfSession ? path : undefined,
    session: session.join('/'),
  };
}

/** `a/b/Name` → `/a/b/` and `Name`. */
function splitPath(name: string): { readonly path: string; readonly last: string } {
  const end = name.lastIndexOf('/') + 1;
  return { path: `/${name.slice(0, end)}`, last: name.slice(end) };
}

/** The account of all calls by a principal without an ARN. */
function onlyAccount({ accountIds, capped }: Finding['evidence']): string | undefined {
  return accountIds.length === 1 && !capped.includes('accountIds') ? accountIds[0] : undefined;
}
