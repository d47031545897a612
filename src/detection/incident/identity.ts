import type { Caller, Principal, TrackedCall } from '../model';
import type { IncidentIdentity } from './incident';

/** Roles of IAM Identity Center. It names the session after the person, who cannot choose it. */
const IDENTITY_CENTER = /:role\/aws-reserved\/sso\.amazonaws\.com\//;

const SESSION = /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]*)(?:\/.*)?$/s;

/**
 * Who is behind a call, whatever the session or the key: the role of a session (for a role of IAM Identity Center, the
 * session), the user, the root user, else the principal key without what the caller chooses in it.
 *
 * @param caller absent where a bucket had no room for it.
 * @returns an ARN where there is one. It is the same under `arn`, `accessKey` and `role`.
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
export function identityOf({ kind, key }: Principal, caller: Caller | undefined): string {
  const { arn, roleArn } = caller ?? {};
  if (arn !== undefined && IDENTITY_CENTER.test(roleArn ?? '')) {
    return arn;
  }
  const known = roleArn ?? arn;
  if (known !== undefined) {
    return identityOfArn(known);
  }
  return kind === 'arn' || kind === 'role'
    ? identityOfArn(key.slice(kind.length + 1))
    : withoutChosenName(key);
}

/** The identity of a user, a role, or a session. The ARN of a session lacks the path of its role. */
export function identityOfArn(arn: string): string {
  return arn
    .replace(SESSION, 'arn:$1:iam::$2:role/$3')
    .replace(/^(arn:[^:]*:sts::[^:]*:federated-user)\/.*$/s, '$1');
}

function withoutChosenName(key: string): string {
  return key
    .replace(/^(principalId:[^:]*):.*$/s, '$1')
    .replace(/^(unattributed:[^/]*\/[^/]*)\/.*$/s, '$1');
}

/** The ARN of a user or a role without its path. Names are unique in an account whatever their path. */
export function withoutPath(arn: string): string {
  return arn.replace(/^(arn:[^:]*:iam::[^:]*:(?:user|role)\/).*\//s, '$1');
}

/** The identity that adopted the caller of a call, if one did. */
export type AdopterOf = (caller: Caller) => string | undefined;

/**
 * The identity whose incident a sweep belongs to: the one behind its calls, or the one that adopted it. Where several
 * identities made them, as under a source IP, it is the principal itself.
 *
 * @param calls of the sweep.
 */
export function ownerOf(
  principal: Principal,
  calls: readonly TrackedCall[],
  adopterOf: AdopterOf = () => undefined,
): string {
  const identities = new Set(
    calls.flatMap(({ caller }) =>
      caller === undefined ? [] : [adopterOf(caller) ?? identityOf(principal, caller)],
    ),
  );
  const [only, ...others] = identities;
  return only === undefined || others.length > 0 ? principal.key : only;
}

/** Whether several identities may use a principal: a source IP, a role of IAM Identity Center, or a key. */
export function isShared({ kind }: Pick<Principal, 'kind'>): boolean {
  return kind === 'sourceIp' || kind === 'role' || kind === 'accessKey';
}

/** What the key of an identity shows about it. */
export function describeIdentity(key: string): IncidentIdentity {
  const [, accountId, kind] =
    /^arn:[^:]*:(?:iam|sts)::(\d{12}):(user|role|root|assumed-role)/.exec(key) ?? [];
  const kinds = { user: 'user', role: 'role', root: 'root', 'assumed-role': 'role' } as const;
  return {
    kind: kind === undefined ? otherKind(key) : kinds[kind as keyof typeof kinds],
    key,
    ...(accountId !== undefined && { accountId }),
  };
}

function otherKind(key: string): 'shared' | 'other' {
  return /^(?:sourceIp|role):/.test(key) ? 'shared' : 'other';
}
