import {
  type AthenaClient,
  GetTableMetadataCommand,
  ListDatabasesCommand,
  ListTableMetadataCommand,
} from '@aws-sdk/client-athena';
import { type AthenaTable, tableOf } from '../../src/athena/table';
import type { TableName } from '../../src/athena/table-name';
import { nearest } from '../../src/config/nearest';
import { UsageError } from '../flags/usage-error';
import { athenaErrorText } from './athena-errors';

const CATALOG = { CatalogName: 'AwsDataCatalog' } as const;

/** Names that are compared with the one that does not exist. */
const MAX_NAMES = 50;

/**
 * What the Data Catalog says about a table.
 *
 * @throws UsageError when the table does not exist, with the nearest names; Error when it cannot be read.
 */
export async function readTable(client: AthenaClient, name: TableName): Promise<AthenaTable> {
  const { database, table } = name;
  const input = { ...CATALOG, DatabaseName: database, TableName: table };
  try {
    const { TableMetadata } = await client.send(new GetTableMetadataCommand(input));
    const found = tableOf(name, TableMetadata ?? {});
    if (found.columns.size > 0) {
      return found;
    }
  } catch (error) {
    if (!/EntityNotFound|not found|does not exist/i.test((error as Error).message)) {
      throw new Error(
        `The table ${database}.${table} cannot be looked up: ${athenaErrorText(error)}.`,
        { cause: error },
      );
    }
  }
  throw new UsageError(await noTable(client, name));
}

async function noTable(client: AthenaClient, { database, table }: TableName): Promise<string> {
  const region = await client.config.region();
  const databases = await namesOf(async () => {
    const page = await client.send(new ListDatabasesCommand({ ...CATALOG, MaxResults: MAX_NAMES }));
    return page.DatabaseList;
  });
  if (databases.length > 0 && databases.length < MAX_NAMES && !databases.includes(database)) {
    return `The database "${database}" does not exist in ${region}. ${hintOf(database, databases)}Check the name and AWS_REGION.`;
  }
  const tables = await namesOf(async () => {
    const input = { ...CATALOG, DatabaseName: database, MaxResults: MAX_NAMES };
    return (await client.send(new ListTableMetadataCommand(input))).TableMetadataList;
  });
  return `The table "${table}" does not exist in the database "${database}" in ${region}. ${hintOf(table, tables)}Check the name and AWS_REGION.`;
}

/** Names for a hint. Without permission to list them, there is no hint. */
async function namesOf(
  list: () => Promise<readonly { readonly Name: string | undefined }[] | undefined>,
): Promise<string[]> {
  const found = await list().catch(() => undefined);
  return (found ?? []).map(({ Name = '' }) => Name);
}

function hintOf(name: string, names: readonly string[]): string {
  const near = names.length === 0 ? undefined : nearest(name, names);
  return near === undefined ? '' : `The nearest name is "${near}". `;
}
