import { type HiveType, parseHiveType } from './hive-type';
import type { TableName } from './table-name';

/** What the Data Catalog says about a table. Names of columns are in lower case. */
export interface AthenaTable {
  readonly name: TableName;
  /** With the partition keys. */
  readonly columns: ReadonlyMap<string, HiveType>;
  readonly partitionKeys: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

/** A column, as Athena describes it. */
interface CatalogColumn {
  readonly Name?: string | undefined;
  readonly Type?: string | undefined;
}

/** A table, as `GetTableMetadata` describes it. */
export interface CatalogTable {
  readonly Columns?: readonly CatalogColumn[] | undefined;
  readonly PartitionKeys?: readonly CatalogColumn[] | undefined;
  readonly Parameters?: Readonly<Record<string, string>> | undefined;
}

export function tableOf(
  name: TableName,
  { Columns = [], PartitionKeys = [], Parameters = {} }: CatalogTable,
): AthenaTable {
  const nameOf = ({ Name = '' }: CatalogColumn): string => Name.toLowerCase();
  return {
    name,
    columns: new Map(
      [...Columns, ...PartitionKeys].map((column) => [
        nameOf(column),
        parseHiveType(column.Type ?? 'string'),
      ]),
    ),
    partitionKeys: PartitionKeys.map(nameOf),
    parameters: Parameters,
  };
}

/** Records of CloudTrail, one per row; or events of Security Lake, which are OCSF. */
export type TableKind = 'cloudtrail' | 'ocsf';

/** Columns without which nobody can find a sweep. */
const NEEDED: Readonly<Record<TableKind, readonly string[]>> = {
  cloudtrail: ['eventid', 'eventtime', 'eventsource', 'eventname', 'awsregion', 'useridentity'],
  ocsf: ['metadata', 'time', 'api', 'cloud', 'actor', 'src_endpoint'],
};

/** Columns without which a finding lacks evidence. */
const WANTED: Readonly<Record<TableKind, readonly string[]>> = {
  cloudtrail: [
    'eventtype',
    'sourceipaddress',
    'useragent',
    'errorcode',
    'requestparameters',
    'recipientaccountid',
  ],
  ocsf: ['class_uid', 'http_request'],
};

export function kindOf({ columns }: AthenaTable): TableKind {
  return columns.has('api') && !columns.has('eventname') ? 'ocsf' : 'cloudtrail';
}

/** Columns that a table lacks: those without which a query is impossible, and those that a finding would show. */
export function missingColumns(table: AthenaTable): {
  readonly needed: readonly string[];
  readonly wanted: readonly string[];
} {
  const lacks = (name: string): boolean => !table.columns.has(name);
  const kind = kindOf(table);
  return { needed: NEEDED[kind].filter(lacks), wanted: WANTED[kind].filter(lacks) };
}

/** Whether Athena can read single columns, so that it scans less than the size of the objects. */
export function isColumnar({ parameters }: AthenaTable): boolean {
  const format = `${parameters['inputformat']} ${parameters['classification']} ${parameters['table_type']}`;
  return /parquet|orc|iceberg/i.test(format);
}
