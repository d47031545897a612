import { randomUUID } from 'node:crypto';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDbBaseline } from '../../src/adapters/dynamodb/dynamodb-baseline';
import { createDynamoDbIncidents } from '../../src/adapters/dynamodb/dynamodb-incidents';
import { createDynamoDbSightings } from '../../src/adapters/dynamodb/dynamodb-sightings';
import { createDynamoDbSweepStore } from '../../src/adapters/dynamodb/dynamodb-sweep-store';
import { createDynamoDbWatchedCalls } from '../../src/adapters/dynamodb/dynamodb-watched-calls';
import { sha256Digest } from '../../src/adapters/sha256-digest';
import type { RegionSweepConfig } from '../../src/config/config';
import { retentionSeconds } from '../../src/engine/retention';
import { createWatching } from '../../src/engine/watching';
import type { IncidentList } from '../../src/ports/incident-list';
import { UsageError } from '../flags/usage-error';
import type { TargetFlags } from './incident-flags';
import type { RebuildParts } from './rebuild-incident';

/** The table of a deployment. */
export interface OpenedTable {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly incidents: IncidentList;
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
  const tableName = table ?? (await tableOf(stack, settings));
  const incidents = createDynamoDbIncidents({ client, tableName, uniqueToken: randomUUID });
  return { client, tableName, incidents };
}

/** What an incident is rebuilt from. It reads the table only. */
export function memoryOf(
  { client, tableName }: OpenedTable,
  config: RegionSweepConfig,
): Pick<RebuildParts, 'store' | 'baseline' | 'sightings' | 'watching'> {
  const common = { client, tableName, digest: sha256Digest };
  const retention = { retentionSeconds: retentionSeconds(config), clock: Date.now };
  return {
    store: createDynamoDbSweepStore({
      ...common,
      ...retention,
      limits: { maxTrackedCalls: config.maxTrackedCalls },
      uniqueToken: randomUUID,
    }),
    baseline: createDynamoDbBaseline(common),
    sightings: createDynamoDbSightings({ ...common, ...retention }),
    watching: createWatching({
      clock: Date.now,
      digest: sha256Digest,
      watchedCalls: {
        ...createDynamoDbWatchedCalls({ ...common, ...retention }),
        // The detector does that.
        adopt: async () => {},
      },
    }),
  };
}

async function tableOf(stack: string, settings: { readonly region?: string }): Promise<string> {
  const { Stacks: [found] = [] } = await new CloudFormationClient(settings)
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch((error: Error) => {
      // CloudFormation has no error of its own for a stack that does not exist.
      if (error.name === 'ValidationError' && /does not exist/.test(error.message)) {
        return { Stacks: [] };
      }
      throw error;
    });
  const table = found?.Outputs?.find(({ OutputKey }) => OutputKey === 'TableName')?.OutputValue;
  if (table === undefined) {
    const problem =
      found === undefined ? 'does not exist in this account and region' : 'has no output TableName';
    throw new UsageError(
      `The stack "${stack}" ${problem}. Sign in to the account of the hub, and use --stack and --region, or name the table with --table.`,
    );
  }
  return table;
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
