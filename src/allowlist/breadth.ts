import { globMatches } from '../detection/glob';

/** Characters that a glob needs in addition to wildcards and slashes. A path may be as short as `/ci/`. */
const MIN_LITERALS = 3;
const MIN_PATH_LITERALS = 2;

/** Names that do not exist: a glob that matches one matches any name. The last two begin as AWS names many roles. */
const INVENTED_NAMES = [
  'Q7zkXvWm',
  'Q7zkXvWm-Rj2b_Td.5f@Lc',
  'AWSReservedSSO_Q7zkXvWm_0123456789abcdef',
  'AWSServiceRoleForQ7zkXvWm',
];

/** Paths that do not exist, or that AWS gives to roles of every kind. */
const COMMON_PATHS = [
  '/',
  '/q7zkxvwm/',
  '/service-role/',
  '/aws-reserved/sso.amazonaws.com/',
  '/aws-reserved/sso.amazonaws.com/eu-west-1/',
  '/aws-service-role/q7zkxvwm.amazonaws.com/',
];

/** Whether a glob matches user or role names that have nothing in common. */
export function isBroadName(glob: string): boolean {
  return isBroadText(glob) || INVENTED_NAMES.some((name) => globMatches(glob, name));
}

/** The same for names with a path before them, which a star can match too. */
export function isBroadPathAndName(glob: string): boolean {
  return (
    isBroadText(glob, glob.includes('/') ? MIN_PATH_LITERALS : MIN_LITERALS) ||
    COMMON_PATHS.some((path) =>
      INVENTED_NAMES.some((name) => globMatches(glob, `${path.slice(1)}${name}`)),
    )
  );
}

/** Whether a glob matches paths of roles that have nothing in common. */
export function isBroadPath(glob: string): boolean {
  return (
    isBroadText(glob, MIN_PATH_LITERALS) || COMMON_PATHS.some((path) => globMatches(glob, path))
  );
}

/** Whether a glob is little more than wildcards. */
export function isBroadText(glob: string, minLiterals = MIN_LITERALS): boolean {
  return glob.replace(/[*?/\s]/g, '').length < minLiterals;
}
