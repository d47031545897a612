import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UsageError } from '../flags/usage-error';
import { outputOf } from './stack-output';
import type { TargetFlags } from './target-flags';

/** The table of a deployment. */
export interface OpenedTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/**
 * Opens the table of a deployment.
 *
 * @throws UsageError when the region is unknown, or the stack is not there or has no table.
 */
export async function openTable({ stack, region, table }: TargetFlags): Promise<OpenedTable> {
  const settings = region === undefined ? {} : { region };
  const client = new DynamoDBClient(settings);
  await checkHasRegion(client);
  const tableName =
    table ?? (await outputOf(new CloudFormationClient(settings), stack, 'TableName', '--table'));
  return { client, tableName };
}

async function checkHasRegion(client: DynamoDBClient): Promise<void> {
  try {
    await client.config.region();
  } catch {
    throw new UsageError(
      'The region of the hub is unknown. Add --region, for example --region eu-central-1, or set AWS_REGION.',
    );
  }
}
