/** Checks of the fields of a match: whether a field can be read, and does not match everyone. */
import type { Refusal } from '../config/config-key';
import { isBroadName, isBroadPathAndName } from './breadth';
import { hasMappedAddresses, networkMeant, parseNetwork } from './networks';
import { type PrincipalGlob, parsePrincipalGlob } from './principal-glob';

export const BROAD = 'is too broad';

/** Shorter prefixes are networks that no single organization has. */
const MIN_PREFIX_IPV4 = 16;
const MIN_PREFIX_IPV6 = 32;

export function principalRefusal(text: string): Refusal | undefined {
  if (/^arn:.*:root$/.test(text)) {
    return 'is the root user of an account, which no entry can cover';
  }
  const glob = parsePrincipalGlob(text);
  if (glob === undefined) {
    // A star that reaches over colons matches whole accounts; its author did not misspell an ARN.
    return /[*?]$/.test(text) ? BROAD : 'is neither an ARN nor a principal key';
  }
  return isBroadPrincipal(glob) ? BROAD : undefined;
}

function isBroadPrincipal(glob: PrincipalGlob): boolean {
  if (typeof glob === 'string') {
    return false;
  }
  return glob.type === 'assumed-role' ? isBroadName(glob.name) : isBroadPathAndName(glob.name);
}

export function networkRefusal(cidr: string): Refusal | undefined {
  const network = parseNetwork(cidr);
  if (network === undefined) {
    return 'is not a network';
  }
  const isIpv4 = network.address.length === 4;
  if (network.prefix < (isIpv4 ? MIN_PREFIX_IPV4 : MIN_PREFIX_IPV6)) {
    return BROAD;
  }
  if (hasMappedAddresses(network)) {
    return 'is an IPv4 network written as IPv6, so its prefix is misleading';
  }
  const meant = networkMeant(network);
  const single = cidr.replace(/\d+$/, isIpv4 ? '32' : '128');
  return meant === undefined
    ? undefined
    : {
        problem: 'is a source IP in the network, not the network itself',
        fix: `Write ${meant} for the network, or ${single} for the single address.`,
      };
}
