import { RULE_IDS } from '../detection/rules/rule-catalog';
import { ALLOWLIST, CEILINGS_FIELDS, ENTRY, LIMITS, MATCH } from './schema';
import type { Guidance } from './schema-problems';

/** The documentation of one field. */
export interface Field extends Guidance {
  /** One line, without a full stop at the end. */
  readonly description: string;
  readonly isRequired: boolean;
}

const GLOB = '* matches any characters and ? exactly one';
const TEXT = `text on one line, at most ${LIMITS.text} characters`;
const CEILING_FIX = 'Write what the tool is known to do, with little headroom.';
const NARROW =
  'Write a more specific name. A wildcard may match part of a name, or all of a session name.';

/** Every field by path, in the order to show them. Docs, messages and the JSON Schema are made from this. */
export const FIELDS: Readonly<Record<string, Field>> = {
  entries: {
    description: 'The sweeps that are harmless, with limits and expiry dates',
    allowed: `a list of at most ${LIMITS.entries} entries`,
    fix: 'Write {"entries": […]}.',
    isRequired: true,
  },
  'entries[]': {
    description: 'An entry',
    allowed: `an object with ${Object.keys(ENTRY.shape).join(', ')}`,
    fix: 'Write it as in examples/allowlist.json.',
    isRequired: true,
  },
  'entries[].id': {
    description: 'The unique name of the entry in findings, messages and reports',
    allowed: `lower-case words joined by hyphens, at most ${LIMITS.id} characters`,
    fix: 'Write, for example, nightly-inventory.',
    isRequired: true,
  },
  'entries[].match': {
    description:
      'What every call of a sweep must match: all given fields, at least one of principal, roleName, rolePath and sourceCidr',
    allowed: `an object with any of ${Object.keys(MATCH.shape).join(', ')}`,
    fix: 'Give a principal, roleName, rolePath or sourceCidr.',
    isRequired: true,
  },
  'entries[].match.principal': {
    description: 'The caller: a user, a role with its sessions, or sessions of a role',
    allowed: `an ARN such as arn:aws:iam::111122223333:user/ci/scanner, arn:aws:iam::111122223333:role/security/Scanner or arn:aws:sts::*:assumed-role/Scanner-*/*, in which ${GLOB}; the account is 12 digits or *, and the name needs at least three characters that are not wildcards; for a principal without an ARN, the principal key from a finding`,
    fix: NARROW,
    isRequired: false,
  },
  'entries[].match.account': {
    description: 'The account that the principal belongs to',
    allowed: 'an account ID (12 digits in quotes)',
    fix: 'Write all 12 digits in quotes: a number loses its leading zeros.',
    isRequired: false,
  },
  'entries[].match.rolePath': {
    description: 'The path of the role, or a glob',
    allowed: `a path such as /security/scanners/, in which ${GLOB}; it must not match every role and, without roleName, must not be a path that AWS gives to many roles`,
    fix: 'Write a path that only these roles have, or add roleName.',
    isRequired: false,
  },
  'entries[].match.roleName': {
    description: 'The name of the role without its path, or a glob',
    allowed: `a name such as Scanner-*, in which ${GLOB}, with at least three characters that are not wildcards; it must not match every role, permission set or service-linked role`,
    fix: NARROW,
    isRequired: false,
  },
  'entries[].match.sourceCidr': {
    description: 'The networks that every call must come from; one or a list',
    allowed: `networks such as 203.0.113.0/28 or 2001:db8:7::/48, at most ${LIMITS.networks}, no wider than /16 (IPv4) or /32 (IPv6)`,
    fix: 'Write the network that the calls come from; for a single source IP 203.0.113.7/32 or 2001:db8::7/128.',
    isRequired: false,
  },
  'entries[].match.userAgent': {
    description:
      'A glob for the user agent of every call; only together with another field, because the caller chooses it',
    allowed: `printable ASCII such as Steampipe/*, in which ${GLOB}, with at least three characters that are not wildcards, and no backslash`,
    fix: 'Write the name of the tool, or leave it out.',
    isRequired: false,
  },
  'entries[].match.rule': {
    description: 'The rule that the calls match',
    allowed: RULE_IDS.join(' or '),
    fix: 'Write a rule, or leave it out to match all rules.',
    isRequired: false,
  },
  'entries[].ceilings': {
    description: 'The limits of a sweep; the entry does not cover a sweep that exceeds one',
    allowed: 'an object with regions, calls, addresses and, optionally, hours',
    fix: CEILING_FIX,
    isRequired: true,
  },
  'entries[].ceilings.regions': {
    description: 'Most distinct regions of a sweep',
    allowed: `a whole number from 1 to ${LIMITS.regions}`,
    fix: CEILING_FIX,
    isRequired: true,
  },
  'entries[].ceilings.calls': {
    description: 'Most distinct calls of a sweep',
    allowed: `a whole number from 1 to ${LIMITS.calls}`,
    fix: CEILING_FIX,
    isRequired: true,
  },
  'entries[].ceilings.addresses': {
    description: 'Most distinct source IPs of a sweep',
    allowed: `a whole number from 1 to ${LIMITS.addresses}`,
    fix: CEILING_FIX,
    isRequired: true,
  },
  'entries[].ceilings.hours': {
    description: 'The hours of the day, in UTC, within which a sweep must stay',
    allowed: 'two hours such as 01-05, or 22-04 past midnight; not the whole day',
    fix: 'Write the hours in which the tool runs, or leave it out.',
    isRequired: false,
  },
  'entries[].owner': {
    description: 'Who answers for the entry',
    allowed: TEXT,
    fix: 'Write a team or a person to ask.',
    isRequired: true,
  },
  'entries[].ticket': {
    description: 'The ticket that approved the entry',
    allowed: TEXT,
    fix: 'Write the ID or the URL of the ticket.',
    isRequired: true,
  },
  'entries[].reason': {
    description: 'Why the sweeps are harmless',
    allowed: TEXT,
    fix: 'Say in one sentence what sweeps, and why.',
    isRequired: true,
  },
  'entries[].expires': {
    description: 'The day on which the entry expires, at 00:00 UTC',
    allowed: 'a day as YYYY-MM-DD, at most a year ahead',
    fix: 'Write the day on which someone must review the entry.',
    isRequired: true,
  },
};

const SHAPES: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(ALLOWLIST.shape),
  'entries[]': Object.keys(ENTRY.shape),
  'entries[].match': Object.keys(MATCH.shape),
  'entries[].ceilings': Object.keys(CEILINGS_FIELDS.shape),
};

/** The fields that an object may have. @param path such as `entries[].match`, or empty for the whole file. */
export function knownFieldsAt(path: string): readonly string[] {
  return SHAPES[path] ?? [];
}
