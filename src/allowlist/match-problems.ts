import { isObject, type JsonObject, textOf } from '../detection/json';
import {
  isBroadName,
  isBroadNetwork,
  isBroadPath,
  isBroadPathAndName,
  isBroadText,
} from './breadth';
import { type Found, found } from './found-problem';
import { hasMappedAddresses, networkMeant, parseNetwork } from './networks';
import { type PrincipalGlob, parsePrincipalGlob } from './principal-glob';

/** Fields that identify a caller; the others only narrow the match. */
export const IDENTIFYING = ['principal', 'roleName', 'rolePath', 'sourceCidr'] as const;

const NARROWING = ['account', 'userAgent', 'rule'] as const;

const BROAD = 'is too broad';

/**
 * Finds problems of a match: it matches everyone, or cannot be read.
 *
 * @param match of any shape, which the schema checks.
 */
export function matchProblems(match: unknown): Found[] {
  if (!isObject(match)) {
    return [];
  }
  const problems = [
    ...principalProblems(textOf(match, 'principal')),
    ...roleProblems(match),
    ...networkProblems(match['sourceCidr']),
    ...userAgentProblems(textOf(match, 'userAgent')),
  ];
  if (IDENTIFYING.some((name) => match[name] !== undefined)) {
    return problems;
  }
  const given = NARROWING.filter((name) => match[name] !== undefined);
  const problem =
    given.length === 0
      ? 'matches everything'
      : `identifies nobody: ${given.join(' and ')} ${given.length === 1 ? 'matches' : 'match'} everyone or can be forged`;
  return [...problems, found([], problem)];
}

function principalProblems(text: string | undefined): Found[] {
  if (text === undefined) {
    return [];
  }
  if (/^arn:.*:root$/.test(text)) {
    return [found(['principal'], 'is the root user of an account, which no entry can cover')];
  }
  const glob = parsePrincipalGlob(text);
  if (glob === undefined) {
    // A star that reaches over colons matches whole accounts; its author did not misspell an ARN.
    return [
      found(['principal'], /[*?]$/.test(text) ? BROAD : 'is neither an ARN nor a principal key'),
    ];
  }
  return isBroadPrincipal(glob) ? [found(['principal'], BROAD)] : [];
}

function isBroadPrincipal(glob: PrincipalGlob): boolean {
  if (glob.kind === 'key') {
    return false;
  }
  return glob.type === 'assumed-role' ? isBroadName(glob.name) : isBroadPathAndName(glob.name);
}

function roleProblems(match: JsonObject): Found[] {
  const name = textOf(match, 'roleName');
  const path = textOf(match, 'rolePath');
  return [
    ...(name !== undefined && isBroadName(name) ? [found(['roleName'], BROAD)] : []),
    // Together with a name it only narrows the match.
    ...(path !== undefined && name === undefined && isBroadPath(path)
      ? [found(['rolePath'], BROAD)]
      : []),
  ];
}

function networkProblems(cidrs: unknown): Found[] {
  const texts = Array.isArray(cidrs) ? cidrs : [];
  return texts.flatMap((cidr: unknown, index): Found[] => {
    if (typeof cidr !== 'string') {
      return [];
    }
    const path = ['sourceCidr', index];
    const network = parseNetwork(cidr);
    if (network === undefined) {
      return [found(path, 'is not a network')];
    }
    if (isBroadNetwork(network)) {
      return [found(path, BROAD)];
    }
    if (hasMappedAddresses(network)) {
      return [found(path, 'is an IPv4 network written as IPv6, so its prefix is misleading')];
    }
    const meant = networkMeant(network);
    const single = `${network.address}/${network.family === 'ipv4' ? 32 : 128}`;
    return meant === undefined
      ? []
      : [
          found(path, 'is a source IP in the network, not the network itself', {
            fix: `Write ${meant} for the network, or ${single} for the single address.`,
          }),
        ];
  });
}

function userAgentProblems(glob: string | undefined): Found[] {
  return glob !== undefined && isBroadText(glob) ? [found(['userAgent'], BROAD)] : [];
}
