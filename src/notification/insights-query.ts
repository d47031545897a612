import type { Finding } from '../detection/finding';
import { insightsLiteral } from './escape';
import { principalConditions, type ReadyQuery, SHOWN_FIELDS } from './principal-query';

/**
 * What this principal called, over the CloudWatch Logs log group of a trail. The reader sets the time range in the
 * console; 10,000 is the highest limit.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function renderInsightsQuery(finding: Finding): ReadyQuery {
  const { conditions, remarks } = principalConditions(finding, insightsLiteral);
  const [first, second] = SHOWN_FIELDS;
  return {
    lines: [
      `fields ${first.join(', ')},`,
      `       ${second.join(', ')}`,
      ...conditions.map(([field, literal]) => `| filter ${field} = ${literal}`),
      '| sort @timestamp asc',
      '| limit 10000',
    ],
    remarks,
  };
}
