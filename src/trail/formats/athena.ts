import { isObject, type JsonObject, textOf } from '../../detection/json';
import { type Format, listOf, nameOf, type Part, values } from './format';

/**
 * A page of results. Its first row holds the names of the columns, but only on the first page. A column `record` holds
 * whole records as JSON.
 *
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_ResultSet.html
 */
export const athena: Format = {
  name: 'Athena results',
  from: 'the CSV file of a query; `aws athena get-query-results`. A column `record` may hold whole records as JSON',
  lacks:
    'the columns that the query leaves out; `userIdentity` and `requestParameters` as text, which RegionSweep reports as a problem where it is ambiguous',
  open: (object) => {
    const record = textOf(object, 'record');
    if (record !== undefined) {
      return values([record]);
    }
    const resultSet = object['ResultSet'];
    const rows = isObject(resultSet) ? listOf(resultSet, 'Rows') : undefined;
    return rows && rowsOf(rows.map(cellsOf), columnsOf(resultSet as JsonObject));
  },
};

function rowsOf(rows: readonly (readonly unknown[])[], columns: readonly unknown[]): Part[] {
  const [first = []] = rows;
  const isHead = columns.length === 0 || columns.every((name, index) => name === first[index]);
  const names = columns.length === 0 ? first : columns;
  return (isHead ? rows.slice(1) : rows).map((cells) => ({
    kind: 'row',
    row: Object.fromEntries(names.map((name, index) => [nameOf(name), cells[index]])),
  }));
}

function cellsOf(row: unknown): unknown[] {
  const cells = isObject(row) ? listOf(row, 'Data') : undefined;
  return (cells ?? []).map((cell) => (isObject(cell) ? cell['VarCharValue'] : undefined));
}

function columnsOf(resultSet: JsonObject): unknown[] {
  const { ResultSetMetadata: about } = resultSet;
  const columns = isObject(about) ? listOf(about, 'ColumnInfo') : undefined;
  return (columns ?? []).map((column) => (isObject(column) ? column['Name'] : undefined));
}
