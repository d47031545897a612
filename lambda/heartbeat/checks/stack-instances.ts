import {
  type CloudFormationClient,
  StackSetNotFoundException,
} from '@aws-sdk/client-cloudformation';
import {
  readStackInstances,
  type StackInstance,
} from '../../../src/adapters/cloudformation/stack-instances';
import { METRICS } from '../../../src/metrics/metric-catalog';
import type { Check } from './check';

/**
 * Finds the accounts and regions in which StackSets could not deploy a forwarder.
 *
 * @param stackSets their names.
 */
export function stackInstancesCheck(
  client: CloudFormationClient,
  stackSets: readonly string[],
): Check {
  return {
    metric: METRICS.stackInstancesNotCurrent,
    findProblems: async () => {
      const problems: string[] = [];
      // One after another, because CloudFormation throttles these calls for the whole account.
      for (const stackSet of stackSets) {
        problems.push(...(await problemsOf(client, stackSet)));
      }
      return problems;
    },
  };
}

async function problemsOf(client: CloudFormationClient, stackSet: string): Promise<string[]> {
  try {
    const instances = await readStackInstances(client, stackSet);
    return instances
      .filter(({ isFailed }) => isFailed)
      .map((instance) => inWords(stackSet, instance));
  } catch (error) {
    if (error instanceof StackSetNotFoundException) {
      return [
        `The StackSet ${stackSet} does not exist. Deploy the stack of the organization again.`,
      ];
    }
    throw error;
  }
}

function inWords(stackSet: string, { account, region, status, reason }: StackInstance): string {
  return `The StackSet ${stackSet} has no current forwarder in account ${account}, ${region}: ${status}. A sweep there goes unnoticed. Reason: ${reason ?? 'none given'}.`;
}
