import { isObject, type JsonObject } from '../../detection/json';
import { type Format, listOf, type Part, values } from './format';

/**
 * Results of a query in CloudWatch Logs Insights: `@message`, or columns with members of the record. The API writes
 * each row as a list of fields; the console downloads an object a row.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html
 */
export const cloudWatchInsights: Format = {
  name: 'CloudWatch Logs Insights results',
  from: '`aws logs get-query-results`; the JSON or CSV download in the console',
  lacks: 'the columns that the query leaves out',
  open: (object) => {
    if (Object.hasOwn(object, '@message')) {
      return values([object['@message']]);
    }
    const results = listOf(object, 'results');
    const isOfFields = results !== undefined && results.length > 0 && results.every(isRowOfFields);
    return isOfFields ? results.filter(isRowOfFields).map(rowOf) : undefined;
  },
};

interface Field {
  readonly field: string;
  readonly value?: unknown;
}

/** Whether a list is a row, such as `[{"field":"@message","value":"…"}]`. */
export function isRowOfFields(list: unknown): list is readonly Field[] {
  return (
    Array.isArray(list) &&
    list.length > 0 &&
    list.every((field) => isObject(field) && typeof field['field'] === 'string')
  );
}

export function rowOf(fields: readonly Field[]): Part {
  const row: JsonObject = Object.fromEntries(fields.map(({ field, value }) => [field, value]));
  return { kind: 'row', row };
}
