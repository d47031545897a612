import type { Finding } from '../detection/finding';
import { insightsLiteral } from './escape';
import type { OtherCallers } from './other-callers';
import { principalConditions, type ReadyQuery, SHOWN_FIELDS } from './principal-query';

/**
 * What this principal and others called, over the CloudWatch Logs log group of a trail. The reader sets the time range in the
 * console; 10,000 is the highest limit.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function renderInsightsQuery(finding: Finding, others?: OtherCallers): ReadyQuery {
  const { conditions, alternatives, remarks } = principalConditions(
    finding,
    insightsLiteral,
    others,
  );
  const [first, second] = SHOWN_FIELDS;
  return {
    lines: [
      `fields ${first.join(', ')},`,
      `       ${second.join(', ')}`,
      ...filters(conditions.map(equation), alternatives.map(equation)),
      '| sort @timestamp asc',
      '| limit 10000',
    ],
    remarks,
  };
}

function filters(all: readonly string[], alternatives: readonly string[]): string[] {
  return alternatives.length === 0
    ? all.map((one) => `| filter ${one}`)
    : [
        `| filter ${all.length > 1 ? `(${all.join(' and ')})` : all.join()}`,
        ...alternatives.map((one) => `      or ${one}`),
      ];
}

function equation([field, literal]: readonly [field: string, literal: string]): string {
  return `${field} = ${literal}`;
}
