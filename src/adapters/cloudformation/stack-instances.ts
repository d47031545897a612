import {
  type CloudFormationClient,
  paginateListStackInstances,
  type StackInstanceSummary,
} from '@aws-sdk/client-cloudformation';

/** A forwarder that a StackSet deploys. */
export interface StackInstance {
  readonly account: string;
  readonly region: string;
  /** For example `SUCCEEDED` or `FAILED`. */
  readonly status: string;
  /** Whether it is not current, and stays so until somebody acts. */
  readonly isFailed: boolean;
  readonly reason?: string | undefined;
}

/**
 * States of a stack instance that need nobody: it is done, an operation is on its way, or its account is suspended.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceComprehensiveStatus.html
 */
const HEALTHY = ['SUCCEEDED', 'PENDING', 'RUNNING', 'SKIPPED_SUSPENDED_ACCOUNT'];

/** The instances of a StackSet that this account manages as a delegated administrator. */
export async function readStackInstances(
  client: CloudFormationClient,
  stackSet: string,
): Promise<StackInstance[]> {
  const instances: StackInstance[] = [];
  const input = { StackSetName: stackSet, CallAs: 'DELEGATED_ADMIN' } as const;
  for await (const { Summaries = [] } of paginateListStackInstances({ client }, input)) {
    instances.push(...Summaries.map(instanceOf));
  }
  return instances;
}

function instanceOf(summary: StackInstanceSummary): StackInstance {
  const { Account = '', Region = '', Status = '', StackInstanceStatus, StatusReason } = summary;
  const status = StackInstanceStatus?.DetailedStatus ?? Status;
  return {
    account: Account,
    region: Region,
    status,
    isFailed: Status !== 'CURRENT' && !HEALTHY.includes(status),
    reason: StatusReason,
  };
}
