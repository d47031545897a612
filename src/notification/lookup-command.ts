import type { Finding } from '../detection/finding';
import { onlyAccessKeyOf, searchStart } from './facts';
import { TELLTALE_EVENTS } from './next-steps';
import { NO_OTHERS, type OtherCallers } from './other-callers';
import type { ReadyQuery } from './principal-query';
import { regionsToSearch } from './regions';
import type { RenderOptions } from './render-options';
import { wrapWords } from './text-layout';

const MAX_LINE_LENGTH = 66;

/**
 * A shell command that lists what the event history holds of the principal, region by region. It needs no trail.
 * It contains only values of a strict shape.
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/lookup-events.html
 */
export function renderLookupCommand(
  finding: Finding,
  options: RenderOptions = {},
  since = finding.evidence.firstCall,
  { accessKeyIds }: OtherCallers = NO_OTHERS,
): ReadyQuery {
  const regions = regionsToSearch(finding.evidence, options);
  const accessKeyId = onlyAccessKeyOf(finding);
  const start = searchStart(since);
  if (accessKeyId !== undefined && accessKeyIds.length > 0) {
    const lookupKey = lookup(start, 'AttributeKey=AccessKeyId,AttributeValue="$key"');
    const keys = [accessKeyId, ...accessKeyIds];
    return { lines: loop('region', regions, loop('key', keys, lookupKey)), remarks: [] };
  }
  if (accessKeyId !== undefined) {
    const attribute = `AttributeKey=AccessKeyId,AttributeValue=${accessKeyId}`;
    return { lines: loop('region', regions, lookup(start, attribute)), remarks: [] };
  }
  const events = [...TELLTALE_EVENTS.everyRegion, ...TELLTALE_EVENTS.iam];
  const lookupEvent = lookup(start, 'AttributeKey=EventName,AttributeValue="$event"');
  return {
    lines: loop('region', regions, loop('event', events, lookupEvent)),
    remarks: [
      'The event history filters by one access key, and this sweep has none or several. So this lists the events of step 2 by all callers of the account.',
    ],
  };
}

function loop(name: string, values: readonly string[], body: readonly string[]): string[] {
  const head = wrapWords(`for ${name} in ${values.join(' ')}`, MAX_LINE_LENGTH);
  return [...head.join(' \\\n    ').split('\n'), 'do', ...body.map((line) => `  ${line}`), 'done'];
}

function lookup(start: string, attribute: string): string[] {
  return [
    'aws cloudtrail lookup-events --region "$region" \\',
    `  --start-time ${start} \\`,
    `  --lookup-attributes ${attribute} \\`,
    `  --query "Events[].['$region',EventTime,EventName,EventSource,Username]" \\`,
    '  --output text',
  ];
}
