import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { readStackInstances } from '../../src/adapters/cloudformation/stack-instances';
import type { StackFacts, StackSetFacts } from '../../src/doctor/facts';
import type { Look } from '../../src/doctor/look';
import { AWS_CLIENTS } from './aws-clients';
import { everyPage, lookAt, lookFirst } from './look-at';

/** A resource of a stack. */
export interface StackPart {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
}

/** A stack. Nothing, if there is none. */
export function readStack(
  region: string,
  stackName: string,
): Promise<Look<StackFacts | undefined>> {
  const client = AWS_CLIENTS.cloudFormation({ region });
  return lookFirst('cloudformation:DescribeStacks', () =>
    unlessMissing(async () => {
      const { Stacks = [] } = await client.send(
        new DescribeStacksCommand({ StackName: stackName }),
      );
      const [stack] = Stacks;
      return (
        stack && {
          account: stack.StackId?.split(':')[4] ?? '',
          status: stack.StackStatus ?? '',
          createdAt: stack.CreationTime ?? new Date(0),
          outputs: new Map(
            (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
              OutputKey,
              OutputValue,
            ]),
          ),
        }
      );
    }),
  );
}

/** The resources of a stack. Nothing, if there is no such stack. */
export function readParts(
  region: string,
  stackName: string,
): Promise<Look<readonly StackPart[] | undefined>> {
  const client = AWS_CLIENTS.cloudFormation({ region });
  return lookAt('cloudformation:ListStackResources', () =>
    unlessMissing(async () => {
      const all = await everyPage(async (NextToken) => {
        const page = await client.send(
          new ListStackResourcesCommand({ StackName: stackName, ...(NextToken && { NextToken }) }),
        );
        return [page.StackResourceSummaries, page.NextToken];
      });
      return all.map(({ ResourceType = '', LogicalResourceId = '', PhysicalResourceId = '' }) => ({
        type: ResourceType,
        logicalId: LogicalResourceId,
        physicalId: PhysicalResourceId,
      }));
    }),
  );
}

/** The instances of a StackSet that this account manages as a delegated administrator. */
export async function readStackSet(
  region: string,
  { physicalId }: StackPart,
): Promise<StackSetFacts> {
  const client = AWS_CLIENTS.cloudFormation({ region });
  const [name = physicalId] = physicalId.split(':');
  const instances = await lookAt('cloudformation:ListStackInstances', () =>
    readStackInstances(client, name),
  );
  return { name, instances };
}

/** CloudFormation has no error of its own for a stack that does not exist. */
async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ValidationError' && /does not exist/.test(message)) {
      return undefined;
    }
    throw error;
  }
}
