import {
  type CloudFormationClient,
  paginateListStackInstances,
  type StackInstanceSummary,
  StackSetNotFoundException,
} from '@aws-sdk/client-cloudformation';
import { METRICS } from '../../../src/metrics/metric-catalog';
import type { Check } from './check';

/**
 * States of a stack instance that need nobody: it is done, an operation is on its way, or its account is suspended.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceComprehensiveStatus.html
 */
const HEALTHY = ['SUCCEEDED', 'PENDING', 'RUNNING', 'SKIPPED_SUSPENDED_ACCOUNT'];

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
  const problems: string[] = [];
  try {
    const pages = paginateListStackInstances(
      { client },
      { StackSetName: stackSet, CallAs: 'DELEGATED_ADMIN' },
    );
    for await (const { Summaries = [] } of pages) {
      problems.push(...Summaries.filter(isFailed).map((instance) => inWords(stackSet, instance)));
    }
    return problems;
  } catch (error) {
    if (error instanceof StackSetNotFoundException) {
      return [
        `The StackSet ${stackSet} does not exist. Deploy the stack of the organization again.`,
      ];
    }
    throw error;
  }
}

function isFailed({ Status, StackInstanceStatus }: StackInstanceSummary): boolean {
  return Status !== 'CURRENT' && !HEALTHY.includes(StackInstanceStatus?.DetailedStatus ?? '');
}

function inWords(stackSet: string, instance: StackInstanceSummary): string {
  const { Account, Region, Status, StackInstanceStatus, StatusReason } = instance;
  const status = StackInstanceStatus?.DetailedStatus ?? Status;
  return `The StackSet ${stackSet} has no current forwarder in account ${Account}, ${Region}: ${status}. A sweep there goes unnoticed. Reason: ${StatusReason ?? 'none given'}.`;
}
