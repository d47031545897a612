import type { Organization } from './config';
import type { Guidance } from './schema-problems';

/** The documentation of one member of `organization`. */
interface OrganizationMember extends Guidance {
  /** One line, without a full stop at the end. */
  readonly description: string;
}

const ACCOUNT_FIX = 'Write all 12 digits, in quotes: a number loses the zeros that it begins with.';

/** What `organization` takes, in words. */
export const ORGANIZATION_ALLOWED =
  'an object with id or accounts or both, and with id also units and managementAccount; or the id alone';

/** Every member of `organization`, in the order to show them. */
export const ORGANIZATION_MEMBERS: Readonly<Record<keyof Organization, OrganizationMember>> = {
  id: {
    description: 'The organization whose accounts may all send to the hub',
    allowed:
      'the id of an organization: o- and 10 to 32 lower-case letters or digits, for example o-a1b2c3d4e5',
    fix: 'Copy the id from what "aws organizations describe-organization" shows.',
  },
  units: {
    description: 'Organizational units, or the root, whose accounts get forwarders by a StackSet',
    allowed:
      'a list of ids of organizational units, for example ou-a1b2-c3d4e5f6, or of the root, for example r-a1b2',
    fix: 'Copy ids, not names, from the tree of accounts in the console of AWS Organizations.',
  },
  accounts: {
    description: 'Accounts outside the organization, or without one, that may send to the hub',
    allowed: 'a list of account ids, each 12 digits in quotes',
    fix: ACCOUNT_FIX,
  },
  managementAccount: {
    description:
      'The management account, which gets forwarders by stacks of its own, because a StackSet never reaches it',
    allowed: 'an account id, 12 digits in quotes',
    fix: ACCOUNT_FIX,
  },
};
