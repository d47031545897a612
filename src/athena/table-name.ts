/** A table as a path names it: `athena:<database>.<table>` or `security-lake:<database>.<table>`. */
export interface TableName {
  readonly database: string;
  readonly table: string;
}

/** Names of the Glue Data Catalog. The database of CloudTrail Lake is `aws:cloudtrail`; its tables are UUIDs. */
const PATH =
  /^(?:athena|security-lake):([a-z0-9_][a-z0-9_:-]{0,254})\.([a-z0-9_][a-z0-9_-]{0,254})$/i;

export function isAthenaPath(path: string): boolean {
  return /^(?:athena|security-lake):/.test(path);
}

/** @returns undefined if the path does not have this form. */
export function tableNameOf(path: string): TableName | undefined {
  const [, database, table] = PATH.exec(path) ?? [];
  // Athena ignores the case of names, and the catalogue holds them in lower case.
  return database === undefined || table === undefined
    ? undefined
    : { database: database.toLowerCase(), table: table.toLowerCase() };
}
