import type { Finding } from '../detection/finding';
import { matchOf, onlyAccessKeyOf } from './facts';
import { type ReadyQuery, searchStart } from './ready-query';
import { regionsToSearch } from './regions';
import type { RenderOptions } from './render-options';
import { wrapWords } from './text-layout';

const MAX_LINE_LENGTH = 66;

/**
 * A shell command that lists what the event history holds of the principal, region by region. It needs no trail.
 * It contains only values of a strict shape.
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/lookup-events.html
 */
export function renderLookupCommand(finding: Finding, options: RenderOptions = {}): ReadyQuery {
  const regions = regionsToSearch(finding.evidence, options);
  const accessKeyId = onlyAccessKeyOf(finding);
  const { eventName } = matchOf(finding);
  const attribute =
    accessKeyId === undefined
      ? `AttributeKey=EventName,AttributeValue=${eventName}`
      : `AttributeKey=AccessKeyId,AttributeValue=${accessKeyId}`;
  return {
    lines: [
      ...wrapWords(`for region in ${regions.join(' ')}`, MAX_LINE_LENGTH)
        .join(' \\\n    ')
        .split('\n'),
      'do',
      '  aws cloudtrail lookup-events --region "$region" \\',
      `    --start-time ${searchStart(finding)} \\`,
      `    --lookup-attributes ${attribute} \\`,
      `    --query "Events[].['$region',EventTime,EventName,EventSource,Username]" \\`,
      '    --output text',
      'done',
    ],
    remarks:
      accessKeyId === undefined
        ? [
            `The event history can filter by one access key only, and there is not exactly one. This lists ${eventName} by all callers of the account.`,
          ]
        : [],
  };
}
