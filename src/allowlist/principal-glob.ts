import type { FindingCaller } from './finding-caller';
import { globMatches } from './glob';

/** The resources of IAM and STS that make calls, and the service in their ARNs. */
const SERVICES = {
  user: 'iam',
  role: 'iam',
  'assumed-role': 'sts',
  'federated-user': 'sts',
} as const;
type ResourceType = keyof typeof SERVICES;

const ARN_GLOB =
  /^arn:([a-z-]+|\*):(iam|sts)::(\d{12}|\*):(user|role|assumed-role|federated-user)\/(.+)$/;

/** Keys of principals without an ARN; see `docs/adr/0004-principal-key.md`. */
const KEY = /^(?:principalId|accessKey|sourceIp|identity):[^*?]+$/;

/** The start of principal keys with an ARN, as findings contain them. */
const KIND_BEFORE_ARN = /^(?:arn|role):(?=arn:)/;

/**
 * A glob for principals, in parts, so that no star reaches from one part into the next. Otherwise a caller could choose a
 * session name that passes for a role.
 */
export type PrincipalGlob =
  | {
      readonly kind: 'arn';
      readonly partition: string;
      readonly account: string;
      readonly type: ResourceType;
      /** With the path, if there is one; for a session the name of its role. */
      readonly name: string;
      /** `*` where there are no sessions. */
      readonly session: string;
    }
  | { readonly kind: 'key'; readonly key: string };

/**
 * Reads an ARN, also with the prefix of a principal key, as a glob.
 *
 * @returns `undefined` if the text is neither the ARN of a user, a role or a session, nor a key without wildcards.
 */
export function parsePrincipalGlob(text: string): PrincipalGlob | undefined {
  if (KEY.test(text)) {
    return { kind: 'key', key: text };
  }
  const arn = text.replace(KIND_BEFORE_ARN, '');
  const [, partition = '', service, account = '', resource, rest = ''] = ARN_GLOB.exec(arn) ?? [];
  const type = resource as ResourceType | undefined;
  if (type === undefined || SERVICES[type] !== service) {
    return undefined;
  }
  if (type !== 'assumed-role') {
    return { kind: 'arn', partition, account, type, name: rest, session: '*' };
  }
  const [name = '', session = '', ...more] = rest.split('/');
  return name === '' || session === '' || more.length > 0
    ? undefined
    : { kind: 'arn', partition, account, type, name, session };
}

/** A glob for a role matches its sessions too. */
export function matchesPrincipal(glob: PrincipalGlob, subject: FindingCaller): boolean {
  if (glob.kind === 'key') {
    return subject.key === glob.key;
  }
  const { identity, role } = subject;
  const isIn = (partition = '', account = ''): boolean =>
    globMatches(glob.partition, partition) && globMatches(glob.account, account);
  if (glob.type === 'role') {
    return (
      role?.path !== undefined &&
      isIn(role.partition, role.account) &&
      globMatches(glob.name, `${role.path.slice(1)}${role.name}`)
    );
  }
  if (glob.type === 'assumed-role') {
    return (
      role !== undefined &&
      isIn(role.partition, role.account) &&
      globMatches(glob.name, role.name) &&
      // Grouped by role, a finding may have many sessions, so only a glob for all of them matches.
      (glob.session === '*' ||
        (role.session !== undefined && globMatches(glob.session, role.session)))
    );
  }
  return (
    identity?.type === glob.type &&
    isIn(identity.partition, identity.account) &&
    globMatches(glob.name, identity.name)
  );
}
