import { globMatches } from '../detection/glob';
import { type CallerArn, type FindingCaller, parseArn } from './finding-caller';

/** A user, a role, a session or a federated user. The partition, the account and the name may have wildcards. */
const ARN_GLOB =
  /^arn:(?:[a-z-]+|\*):(?:iam::(?:\d{12}|\*):(?:user|role)\/.+|sts::(?:\d{12}|\*):(?:federated-user\/.+|assumed-role\/[^/]+\/[^/]+))$/;

/** Keys of principals without an ARN; see `docs/adr/0004-principal-key.md`. */
const KEY = /^(?:principalId|accessKey|sourceIp|onBehalfOf|userName|identity|unattributed):[^*?]+$/;

/** The start of principal keys with an ARN, as findings contain them. */
const KIND_BEFORE_ARN = /^(?:arn|role):(?=arn:)/;

/**
 * A principal key, or an ARN of globs: taken apart, so that no star reaches from one part into the next. Otherwise a
 * caller could choose a session name that passes for a role.
 */
export type PrincipalGlob = string | CallerArn;

/**
 * Reads an ARN, also with the prefix of a principal key, as a glob.
 *
 * @returns `undefined` if the text is neither the ARN of a user, a role or a session, nor a key without wildcards.
 */
export function parsePrincipalGlob(text: string): PrincipalGlob | undefined {
  if (KEY.test(text)) {
    return text;
  }
  const arn = text.replace(KIND_BEFORE_ARN, '');
  return ARN_GLOB.test(arn) ? parseArn(arn) : undefined;
}

/** A glob for a role matches its sessions too. */
export function matchesPrincipal(text: string, caller: FindingCaller): boolean {
  const glob = parsePrincipalGlob(text);
  if (glob === undefined || typeof glob === 'string') {
    return glob === caller.key;
  }
  return [caller.identity, caller.role, caller.session].some(
    (arn) =>
      arn?.type === glob.type &&
      globMatches(glob.partition, arn.partition) &&
      globMatches(glob.account, arn.account) &&
      globMatches(glob.name, arn.name) &&
      isOfSession(glob, arn),
  );
}

/** Grouped by role, a finding may have many sessions, so only a glob for all of them matches. */
function isOfSession({ session: glob = '*' }: CallerArn, { session }: CallerArn): boolean {
  return glob === '*' || (session !== undefined && globMatches(glob, session));
}
