import { globMatches } from './glob';
import type { Network } from './networks';

/** Characters that a glob needs besides wildcards and slashes. A path may be as short as `/ci/`. */
const MIN_LITERALS = 3;
const MIN_PATH_LITERALS = 2;

/** Prefixes below these are of networks that no single organization calls from. */
const MIN_PREFIX = { ipv4: 16, ipv6: 32 } as const;

/** Names that nobody gave: a glob that matches one is not about a name. AWS begins many names as the others begin. */
const INVENTED_NAMES = [
  'Q7zkXvWm',
  'Q7zkXvWm-Rj2b_Td.5f@Lc',
  'AWSReservedSSO_Q7zkXvWm_0123456789abcdef',
  'AWSServiceRoleForQ7zkXvWm',
];

/** Paths that nobody chose, or that AWS gives to roles of every kind. */
const COMMON_PATHS = [
  '/',
  '/q7zkxvwm/',
  '/service-role/',
  '/aws-reserved/sso.amazonaws.com/',
  '/aws-reserved/sso.amazonaws.com/eu-west-1/',
  '/aws-service-role/q7zkxvwm.amazonaws.com/',
];

/** Whether a glob for the names of users or roles says next to nothing about the name. */
export function isBroadName(glob: string): boolean {
  return isBroadText(glob) || INVENTED_NAMES.some((name) => globMatches(glob, name));
}

/** Whether a glob for names that may have a path before them, which a star reaches into, takes in what has nothing in common. */
export function isBroadPathAndName(glob: string): boolean {
  return (
    isBroadText(glob, glob.includes('/') ? MIN_PATH_LITERALS : MIN_LITERALS) ||
    COMMON_PATHS.some((path) =>
      INVENTED_NAMES.some((name) => globMatches(glob, `${path.slice(1)}${name}`)),
    )
  );
}

/** Whether a glob for the paths of roles takes in roles that have nothing in common. */
export function isBroadPath(glob: string): boolean {
  return (
    isBroadText(glob, MIN_PATH_LITERALS) || COMMON_PATHS.some((path) => globMatches(glob, path))
  );
}

/** Whether a glob holds hardly more than wildcards. */
export function isBroadText(glob: string, minLiterals = MIN_LITERALS): boolean {
  return glob.replace(/[*?/\s]/g, '').length < minLiterals;
}

/** Whether a network is too wide to say where calls come from. */
export function isBroadNetwork(network: Network): boolean {
  return network.prefix < MIN_PREFIX[network.family];
}
