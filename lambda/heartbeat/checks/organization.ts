import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { readOrganizationId } from '../../../src/adapters/organizations/organization-id';
import { METRICS } from '../../../src/metrics/metric-catalog';
import type { Check } from './check';

/** Finds out whether the account is in the organization that the policy of the hub bus names. */
export function organizationCheck(client: OrganizationsClient, expected: string): Check {
  return {
    metric: METRICS.organizationMismatch,
    findProblems: async () => {
      const actual = await readOrganizationId(client);
      return actual === expected
        ? []
        : [
            `The hub accepts calls from the organization "${expected}", but this account is in ${actual === undefined ? 'no organization' : `"${actual}"`}. The hub rejects the calls of all other accounts: set organization.id and deploy.`,
          ];
    },
  };
}
