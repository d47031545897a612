import { isObject } from '../../detection/json';
import { type Format, listOf, nameOf, type Part } from './format';

/**
 * A table with the names of its columns apart: ES|QL and SQL of Elasticsearch, Log Analytics, rows of Splunk.
 *
 * @see https://www.elastic.co/docs/reference/query-languages/esql/esql-rest
 * @see https://learn.microsoft.com/en-us/azure/azure-monitor/logs/api/response-format
 */
export const table: Format = {
  name: 'ES|QL, Log Analytics and Splunk results in rows',
  from: 'the query APIs of Elasticsearch, Azure Monitor and Splunk (`json_rows`), as JSON; the CSV export of Sentinel',
  lacks: 'the columns that the query leaves out',
  open: (object) => {
    const tables = listOf(object, 'tables');
    if (tables !== undefined) {
      return tables.map((value) => ({ kind: 'value', value }));
    }
    const columns = listOf(object, 'columns') ?? listOf(object, 'fields');
    const rows = listOf(object, 'values') ?? listOf(object, 'rows');
    return columns && rows?.map((row) => rowOf(columns, Array.isArray(row) ? row : []));
  },
};

function rowOf(columns: readonly unknown[], cells: readonly unknown[]): Part {
  const members = columns.map((column, index) => [
    nameOf(isObject(column) ? column['name'] : column),
    cells[index],
  ]);
  return { kind: 'row', row: Object.fromEntries(members) };
}
