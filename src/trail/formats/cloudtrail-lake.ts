import { isObject, textOf } from '../../detection/json';
import { type Format, listOf, type Part, values } from './format';

/**
 * Results of a query in CloudTrail Lake: each row is a list of objects with one member. `eventJson` is a column with
 * the whole record.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetQueryResults.html
 */
export const cloudTrailLake: Format = {
  name: 'CloudTrail Lake results',
  from: '`aws cloudtrail get-query-results`; the CSV file of a query. A column `eventJson` holds whole records',
  lacks:
    'the columns that the query leaves out; `userIdentity` and `requestParameters` as text, which RegionSweep reports as a problem where it is ambiguous',
  open: (object) => {
    const record = textOf(object, 'eventJson') ?? textOf(object, 'eventjson');
    if (record !== undefined) {
      return values([record]);
    }
    return listOf(object, 'QueryResultRows')?.map(rowOf);
  },
};

function rowOf(cells: unknown): Part {
  const members = (Array.isArray(cells) ? cells : [cells]).flatMap((cell) =>
    isObject(cell) ? Object.entries(cell) : [],
  );
  return { kind: 'row', row: Object.fromEntries(members) };
}
