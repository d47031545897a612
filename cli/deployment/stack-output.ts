import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { UsageError } from '../flags/usage-error';

/**
 * An output of the stack of the hub.
 *
 * @param flag that names the value itself.
 * @throws UsageError when the stack is not there or has no such output.
 */
export async function outputOf(
  client: CloudFormationClient,
  stack: string,
  output: string,
  flag: string,
): Promise<string> {
  const { Stacks: [found] = [] } = await client
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch((error: Error) => {
      // CloudFormation has no error of its own for a stack that does not exist.
      if (error.name === 'ValidationError' && /does not exist/.test(error.message)) {
        return { Stacks: [] };
      }
      throw error;
    });
  const value = found?.Outputs?.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
  if (value === undefined) {
    const problem =
      found === undefined ? 'does not exist in this account and region' : `has no output ${output}`;
    throw new UsageError(
      `The stack "${stack}" ${problem}. Sign in to the account of the hub, and use --stack and --region, or give the value with ${flag}.`,
    );
  }
  return value;
}
