import type { Members } from '../config/config-key';
import { RULE_IDS } from '../detection/rules/rule-catalog';
import { isBroadName, isBroadText } from './breadth';
import { BROAD, networkRefusal, principalRefusal } from './match-checks';

const GLOB = '* matches any characters and ? exactly one';
const LONGEST = 400;
const MAX_NETWORKS = 20;
const NARROW =
  'Write a more specific name. A wildcard may match part of a name, or all of a session name.';

/** The fields of a match. Each may be left out; `entry-problems.ts` checks what they identify together. */
export const MATCH_FIELDS = {
  principal: {
    kind: 'text',
    format: /^(?!.*\*\*)[\w+=,.@:/*?-]+$/,
    longest: LONGEST,
    check: principalRefusal,
    description: 'The caller: a user, a role with its sessions, or sessions of a role',
    allowed: `an ARN such as arn:aws:iam::111122223333:user/ci/scanner, arn:aws:iam::111122223333:role/security/Scanner or arn:aws:sts::*:assumed-role/Scanner-*/*, in which ${GLOB}; the account is 12 digits or *, and the name needs at least three other characters; for a principal without an ARN its whole key from a finding`,
    fix: NARROW,
  },
  account: {
    kind: 'text',
    format: /^\d{12}$/,
    description: 'The account that the principal belongs to',
    allowed: 'an account ID (12 digits in quotes)',
    fix: 'Write all 12 digits in quotes: a number loses its leading zeros.',
  },
  rolePath: {
    kind: 'text',
    format: /^(?!.*\*\*)\/(?:[\w+=,.@/*?-]*[/*])?$/,
    longest: LONGEST,
    description: 'The path of the role, or a glob',
    allowed: `a path such as /security/scanners/, in which ${GLOB}; it must not match every role and, without roleName, must not be a path that AWS gives to many roles`,
    fix: 'Write a path that only these roles have, or add roleName.',
  },
  roleName: {
    kind: 'text',
    format: /^(?!.*\*\*)[\w+=,.@*?-]+$/,
    longest: LONGEST,
    check: (name) => (isBroadName(name) ? BROAD : undefined),
    description: 'The name of the role without its path, or a glob',
    allowed: `a name such as Scanner-*, in which ${GLOB}, with at least three characters that are not wildcards; it must not match every role, permission set or service-linked role`,
    fix: NARROW,
  },
  sourceCidr: {
    kind: 'list',
    format: /^[\da-fA-F:.]+\/\d{1,3}$/,
    longest: LONGEST,
    check: networkRefusal,
    min: 1,
    max: MAX_NETWORKS,
    description: 'The networks that every call must come from; one or a list',
    allowed: `networks such as 203.0.113.0/28 or 2001:db8:7::/48, at most ${MAX_NETWORKS}, no wider than /16 (IPv4) or /32 (IPv6)`,
    fix: 'Write the network that the calls come from; for a single source IP 203.0.113.7/32 or 2001:db8::7/128.',
  },
  userAgent: {
    kind: 'text',
    // Printable ASCII without a backslash, which would not escape anything here.
    format: /^(?!.*\*\*)[ -[\]-~]+$/,
    longest: LONGEST,
    check: (glob) => (isBroadText(glob) ? BROAD : undefined),
    description:
      'A glob for the user agent of every call; only together with another field, because the caller chooses it',
    allowed: `printable ASCII such as Steampipe/*, in which ${GLOB}, with at least three characters that are not wildcards, and no backslash`,
    fix: 'Write the name of the tool, or leave it out.',
  },
  rule: {
    kind: 'choice',
    values: RULE_IDS,
    description: 'The rule that the calls match',
    fix: 'Write a rule, or leave it out to match all rules.',
  },
} as const satisfies Members;
