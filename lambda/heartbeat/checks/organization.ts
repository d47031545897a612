import {
  DescribeOrganizationCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { METRICS } from '../../../src/metrics/metric-catalog';
import type { Check } from './check';

/** What AWS answers in an account without an organization. */
const NOT_IN_USE = 'AWSOrganizationsNotInUseException';

/** Finds out whether the account is in the organization that the policy of the hub bus names. */
export function organizationCheck(client: OrganizationsClient, expected: string): Check {
  return {
    metric: METRICS.organizationMismatch,
    findProblems: async () => {
      const actual = await organizationId(client);
      return actual === expected
        ? []
        : [
            `The hub accepts calls from the organization "${expected}", but this account is in ${actual === undefined ? 'no organization' : `"${actual}"`}. The hub rejects the calls of all other accounts: set organization.id and deploy.`,
          ];
    },
  };
}

async function organizationId(client: OrganizationsClient): Promise<string | undefined> {
  try {
    const { Organization } = await client.send(new DescribeOrganizationCommand());
    return Organization?.Id;
  } catch (error) {
    if (error instanceof Error && error.name === NOT_IN_USE) {
      return undefined;
    }
    throw error;
  }
}
