import { isObject } from '../../detection/json';
import { type Format, listOf, type Part } from './format';

/**
 * A table with the names of its columns apart: ES|QL and SQL of Elasticsearch, Log Analytics.
 *
 * @see https://www.elastic.co/docs/reference/query-languages/esql/esql-rest
 * @see https://learn.microsoft.com/en-us/azure/azure-monitor/logs/api/response-format
 */
export const table: Format = {
  name: 'ES|QL and Log Analytics results',
  from: 'the query APIs of Elasticsearch and Azure Monitor, as JSON; the CSV export of Sentinel',
  lacks: 'the columns that the query leaves out',
  open: (object) => {
    const tables = listOf(object, 'tables');
    if (tables !== undefined) {
      return tables.map((value) => ({ kind: 'value', value }));
    }
    const columns = listOf(object, 'columns');
    const rows = listOf(object, 'values') ?? listOf(object, 'rows');
    return columns && rows?.map((row) => rowOf(columns, Array.isArray(row) ? row : []));
  },
};

function rowOf(columns: readonly unknown[], cells: readonly unknown[]): Part {
  const members = columns.flatMap((column, index) =>
    isObject(column) ? [[String(column['name']), cells[index]]] : [],
  );
  return { kind: 'row', row: Object.fromEntries(members) };
}
