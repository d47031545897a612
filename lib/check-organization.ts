import { Annotations, ContextProvider, type Stack, Token } from 'aws-cdk-lib';
import {
  type MissingContext,
  ContextProvider as Provider,
} from 'aws-cdk-lib/cloud-assembly-schema';
import type { Organization } from '../src/config/config';

/** Warns if the account of the hub does not fit the configured organization. */
export function checkOrganization(hub: Stack, { id, managementAccount }: Organization): void {
  if (id !== undefined) {
    checkId(hub, id);
  }
  if (managementAccount !== undefined && managementAccount === hub.account) {
    Annotations.of(hub).addWarningV2(
      'regionsweep:management-account',
      `organization.managementAccount is "${managementAccount}", which is the account of the hub. StackSets refuse to deploy from there. Deploy with credentials for another account, such as a security account, and make it a delegated administrator: see docs/deployment.md#add-forwarders.`,
    );
  }
}

/**
 * With another organization, the bus would refuse the calls of all other accounts.
 *
 * Without an answer there is no warning. CDK asks AWS only if it knows the account, so not without credentials, and
 * remembers the answer in `cdk.context.json`.
 */
function checkId(hub: Stack, configured: string): void {
  const ids = organizationsOf(hub);
  if (ids !== undefined && !ids.includes(configured)) {
    const actual = ids.length > 0 ? `in the organization "${ids.join()}"` : 'in no organization';
    Annotations.of(hub).addWarningV2(
      'regionsweep:organization-id',
      `organization.id is "${configured}", but the account of the hub is ${actual}. The hub would refuse the calls of other accounts. Correct organization.id, or deploy with credentials for another account. If the account has just changed organizations, delete cdk.context.json first.`,
    );
  }
}

/** The organization that the account of a stack is in, as a list of at most one; undefined if it is not known. */
function organizationsOf(stack: Stack): readonly string[] | undefined {
  if (Token.isUnresolved(stack.account)) {
    return undefined;
  }
  const { key, props } = ContextProvider.getKey(stack, {
    provider: Provider.CC_API_PROVIDER,
    includeEnvironment: false,
    props: {
      account: stack.account,
      // CloudFormation supports this resource type only there.
      region: 'us-east-1',
      typeName: 'AWS::Organizations::Organization',
      propertyMatch: {},
      propertiesToReturn: ['Id'],
    },
  });
  const answer: unknown = stack.node.tryGetContext(key);
  if (answer === undefined) {
    // Not with `ContextProvider.getValue`, which lets synthesis fail if the credentials do not allow the look-up.
    stack.reportMissingContextKey({
      key,
      provider: Provider.CC_API_PROVIDER,
      props: props as MissingContext['props'],
    });
  }
  // After a failed look-up the answer is an object with the error.
  return Array.isArray(answer) ? answer.map(({ Id }) => String(Id)) : undefined;
}
