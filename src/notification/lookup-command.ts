import type { Finding } from '../detection/finding';
import { onlyAccessKeyOf } from './facts';
import { TELLTALE_EVENTS } from './next-steps';
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
  const loop = loopOver('region', regions);
  const start = searchStart(finding);
  return accessKeyId === undefined
    ? {
        lines: [...loop, 'do', ...indented(lookupEvents(start)), 'done'],
        remarks: [
          'The event history filters by one access key, and this sweep has none or several. So this lists the events of step 2 by all callers of the account.',
        ],
      }
    : {
        lines: [
          ...loop,
          'do',
          ...indented(lookup(start, `AttributeKey=AccessKeyId,AttributeValue=${accessKeyId}`)),
          'done',
        ],
        remarks: [],
      };
}

function lookupEvents(start: string): string[] {
  const events = [...TELLTALE_EVENTS.everyRegion, ...TELLTALE_EVENTS.iam];
  return [
    ...loopOver('event', events),
    'do',
    ...indented(lookup(start, 'AttributeKey=EventName,AttributeValue="$event"')),
    'done',
  ];
}

function loopOver(name: string, values: readonly string[]): string[] {
  return wrapWords(`for ${name} in ${values.join(' ')}`, MAX_LINE_LENGTH)
    .join(' \\\n    ')
    .split('\n');
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

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
