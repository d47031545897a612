import { RULE_IDS } from '../detection/rules/rule-catalog';
import { ALLOWLIST, CEILINGS_FIELDS, ENTRY, LIMITS, MATCH } from './schema';
import type { Guidance } from './schema-problems';

/** The documentation of one field. */
export interface Field extends Guidance {
  /** One line, without a full stop at the end. */
  readonly description: string;
  readonly isRequired: boolean;
}

const GLOB = '* stands for any characters and ? for one';
const TEXT = `a text on one line, at most ${LIMITS.text} characters`;
const NARROW =
  'Name who it is for: a wildcard may stand for a part of the name, and for the whole name of a session.';

/** Every field there is, by path, in the order to show them. Docs, messages and the JSON Schema follow from this. */
export const FIELDS: Readonly<Record<string, Field>> = {
  entries: {
    description: 'Who may sweep, how far and until when',
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
    description: 'Its name in findings, messages and reports; no two entries have the same',
    allowed: `lower-case words joined by hyphens, at most ${LIMITS.id} characters`,
    fix: 'Write it as in nightly-inventory.',
    isRequired: true,
  },
  'entries[].match': {
    description:
      'What has to hold for every call of a sweep: all that is given, and at least one of principal, roleName, rolePath and sourceCidr',
    allowed: `an object with any of ${Object.keys(MATCH.shape).join(', ')}`,
    fix: 'Give a principal, roleName, rolePath or sourceCidr.',
    isRequired: true,
  },
  'entries[].match.principal': {
    description:
      'Who calls: a user, a role, or sessions of a role; a role stands for its sessions too',
    allowed: `an ARN such as arn:aws:iam::111122223333:user/ci/scanner, arn:aws:iam::111122223333:role/security/Scanner or arn:aws:sts::*:assumed-role/Scanner-*/*, in which ${GLOB}, the account is 12 digits or *, and the name has three characters besides; for a principal without an ARN its key in a finding, in full`,
    fix: NARROW,
    isRequired: false,
  },
  'entries[].match.account': {
    description: 'The account that the principal belongs to',
    allowed: 'an account id, 12 digits in quotes',
    fix: 'Write all 12 digits, in quotes: a number loses the zeros that it begins with.',
    isRequired: false,
  },
  'entries[].match.rolePath': {
    description: 'The path of the role, or a glob for it',
    allowed: `a path such as /security/scanners/, in which ${GLOB}, and in which not every role can be; without roleName none that AWS gives to many roles`,
    fix: 'Name a path that only these roles have, or give roleName too.',
    isRequired: false,
  },
  'entries[].match.roleName': {
    description: 'The name of the role, without its path, or a glob for it',
    allowed: `a name such as Scanner-*, in which ${GLOB}, with three characters besides, and not one that covers every role, permission set or service-linked role`,
    fix: NARROW,
    isRequired: false,
  },
  'entries[].match.sourceCidr': {
    description: 'The networks that every call has to come from; one or a list',
    allowed: `networks such as 203.0.113.0/28 or 2001:db8:7::/48, at most ${LIMITS.networks}, no wider than /16 (IPv4) or /32 (IPv6)`,
    fix: 'Write the network that the calls come from; a single address is 203.0.113.7/32 or 2001:db8::7/128.',
    isRequired: false,
  },
  'entries[].match.userAgent': {
    description:
      'A glob for the user agent of every call; since the caller chooses it, only beside another match',
    allowed: `a text of printable ASCII such as Steampipe/*, in which ${GLOB}, with three characters besides, and no backslash`,
    fix: 'Name the tool, or leave it out.',
    isRequired: false,
  },
  'entries[].match.rule': {
    description: 'The rule that the calls match',
    allowed: RULE_IDS.join(' or '),
    fix: 'Name a rule, or leave it out: then the entry is for all rules.',
    isRequired: false,
  },
  'entries[].ceilings': {
    description: 'What a sweep may amount to; beyond any of it the entry does not cover it',
    allowed: `an object with regions, calls and addresses, and hours if wanted`,
    fix: 'Give what the tool is known to do, and little more.',
    isRequired: true,
  },
  'entries[].ceilings.regions': {
    description: 'Distinct regions of a sweep, at most',
    allowed: `a whole number from 1 to ${LIMITS.regions}`,
    fix: 'Give what the tool is known to do, and little more.',
    isRequired: true,
  },
  'entries[].ceilings.calls': {
    description: 'Distinct calls of a sweep, at most',
    allowed: `a whole number from 1 to ${LIMITS.calls}`,
    fix: 'Give what the tool is known to do, and little more.',
    isRequired: true,
  },
  'entries[].ceilings.addresses': {
    description: 'Distinct source addresses of a sweep, at most',
    allowed: `a whole number from 1 to ${LIMITS.addresses}`,
    fix: 'Give what the tool is known to do, and little more.',
    isRequired: true,
  },
  'entries[].ceilings.hours': {
    description: 'The hours of the day, in UTC, that a sweep has to keep within',
    allowed: 'two hours such as 01-05, or 22-04 past midnight, that are not the whole day',
    fix: 'Give the hours in which the tool runs, or leave it out.',
    isRequired: false,
  },
  'entries[].owner': {
    description: 'Who answers for the entry',
    allowed: TEXT,
    fix: 'Name a team or a person who can be asked.',
    isRequired: true,
  },
  'entries[].ticket': {
    description: 'Where it was agreed to',
    allowed: TEXT,
    fix: 'Give the id or the address of the ticket.',
    isRequired: true,
  },
  'entries[].reason': {
    description: 'Why the sweeps are harmless',
    allowed: TEXT,
    fix: 'Say in a sentence what sweeps, and what for.',
    isRequired: true,
  },
  'entries[].expires': {
    description: 'The day with the beginning of which, in UTC, the entry stops',
    allowed: 'a day as YYYY-MM-DD, at most a year ahead',
    fix: 'Give the day on which somebody looks at it again.',
    isRequired: true,
  },
};

const SHAPES: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(ALLOWLIST.shape),
  'entries[]': Object.keys(ENTRY.shape),
  'entries[].match': Object.keys(MATCH.shape),
  'entries[].ceilings': Object.keys(CEILINGS_FIELDS.shape),
};

/** The fields that an object may have. @param path such as `entries[].match`, or nothing for the whole. */
export function knownFieldsAt(path: string): readonly string[] {
  return SHAPES[path] ?? [];
}
