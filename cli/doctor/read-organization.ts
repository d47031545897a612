import { DescribeStackSetCommand, ListStackSetsCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribePolicyCommand,
  ListDelegatedAdministratorsCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
} from '@aws-sdk/client-organizations';
import { readOrganizationId } from '../../src/adapters/organizations/organization-id';
import type { ControlPolicyFacts } from '../../src/doctor/account-facts';
import { type Look, seen } from '../../src/doctor/look';
import { AWS_CLIENTS } from './aws-clients';
import { everyPage, lookAt, lookOn } from './look-at';

const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';

/** The policy that every account has, which denies nothing. */
const FULL_ACCESS = 'p-FullAWSAccess';

/** The organization of the account. Nothing, if it is in none. */
export function readOrganization(region: string): Promise<Look<string | undefined>> {
  return lookAt('organizations:DescribeOrganization', () =>
    readOrganizationId(AWS_CLIENTS.organizations({ region })),
  );
}

/** How many StackSets the organization has. Nothing, if this account is no delegated administrator of StackSets. */
export async function countStackSets(
  region: string,
  account: Look<string>,
): Promise<Look<number | undefined>> {
  const client = AWS_CLIENTS.cloudFormation({ region });
  const state = { isRefused: false };
  const count = await lookAt('cloudformation:ListStackSets', async () => {
    try {
      const all = await everyPage(async (NextToken) => {
        const page = await client.send(
          new ListStackSetsCommand({
            CallAs: 'DELEGATED_ADMIN',
            Status: 'ACTIVE',
            ...(NextToken && { NextToken }),
          }),
        );
        return [page.Summaries, page.NextToken];
      });
      return all.length;
    } catch (error) {
      state.isRefused = /not a delegated administrator/i.test((error as Error).message);
      throw error;
    }
  });
  // CloudFormation answers the same if the credentials may not list the delegated administrators.
  return state.isRefused
    ? lookOn(await isDelegated(region, account), async (isOne) => (isOne ? count : seen(undefined)))
    : count;
}

function isDelegated(region: string, account: Look<string>): Promise<Look<boolean>> {
  const client = AWS_CLIENTS.organizations({ region });
  return lookOn(account, (id) =>
    lookAt('organizations:ListDelegatedAdministrators', async () => {
      const all = await everyPage(async (NextToken) => {
        const page = await client.send(
          new ListDelegatedAdministratorsCommand({ ServicePrincipal: STACK_SETS, NextToken }),
        );
        return [page.DelegatedAdministrators, page.NextToken];
      });
      return all.some(({ Id }) => Id === id);
    }),
  );
}

/** The units that a StackSet deploys to. */
export function readUnits(region: string, StackSetName: string): Promise<Look<readonly string[]>> {
  return lookAt('cloudformation:DescribeStackSet', async () => {
    const { StackSet } = await AWS_CLIENTS.cloudFormation({ region }).send(
      new DescribeStackSetCommand({ StackSetName, CallAs: 'DELEGATED_ADMIN' }),
    );
    return StackSet?.OrganizationalUnitIds ?? [];
  });
}

/** The service control policies of accounts and units, and of all units above them. */
export async function readControlPolicies(
  region: string,
  members: readonly string[],
): Promise<Look<readonly ControlPolicyFacts[]>> {
  const client = AWS_CLIENTS.organizations({ region });
  const targets = await lookAt('organizations:ListParents', async () => {
    const all = new Set<string>();
    const open = [...members];
    for (let child = open.pop(); child !== undefined; child = open.pop()) {
      if (!all.has(child)) {
        all.add(child);
        // A root has no parent.
        const { Parents = [] } = child.startsWith('r-')
          ? {}
          : await client.send(new ListParentsCommand({ ChildId: child }));
        open.push(...Parents.flatMap(({ Id }) => Id ?? []));
      }
    }
    return [...all];
  });
  const attached = await lookOn(targets, (all) =>
    lookAt('organizations:ListPoliciesForTarget', async () => {
      const lists = await Promise.all(all.map((target) => policiesOf(client, target)));
      return lists.flat().filter(({ id }) => id !== FULL_ACCESS);
    }),
  );
  return lookOn(attached, (all) =>
    lookAt('organizations:DescribePolicy', () =>
      Promise.all(
        all.map(async ({ id, name, target }) => {
          const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: id }));
          return { name, target, content: Policy?.Content ?? '{}' };
        }),
      ),
    ),
  );
}

async function policiesOf(client: ReturnType<typeof AWS_CLIENTS.organizations>, target: string) {
  const policies = await everyPage(async (NextToken) => {
    const page = await client.send(
      new ListPoliciesForTargetCommand({
        TargetId: target,
        Filter: 'SERVICE_CONTROL_POLICY',
        NextToken,
      }),
    );
    return [page.Policies, page.NextToken];
  });
  return policies.map(({ Id = '', Name = Id }) => ({ id: Id, name: Name, target }));
}
