import type { Finding } from '../detection/finding';
import { matchOf, onlyAccessKeyOf } from './facts';
import { wrapWords } from './text-layout';
import { isRegionName } from './well-formed';

/** A query to paste, with what has to be said of it. */
export interface ReadyQuery {
  readonly lines: readonly string[];
  readonly remarks: readonly string[];
}

const MAX_LINE_LENGTH = 66;

/**
 * A shell command that lists what the event history holds of the finding, region by region. It needs no trail.
 * Every value in it has a strict shape; what has not is left out, and said.
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/lookup-events.html
 */
export function renderLookupCommand(finding: Finding): ReadyQuery {
  const regions = finding.evidence.regions.filter(isRegionName);
  const leftOut = finding.evidence.regions.length - regions.length;
  const remarks =
    leftOut === 0 ? [] : [`${leftOut} of the regions left out: AWS has no region of such a name.`];
  if (regions.length === 0) {
    return { lines: [], remarks };
  }
  const loop = wrapWords(`for region in ${regions.join(' ')}`, MAX_LINE_LENGTH)
    .join(' \\\n    ')
    .split('\n');
  const command = lookupOf(finding).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`);
  return { lines: [...loop, 'do', ...command.join(' \\\n').split('\n'), 'done'], remarks };
}

/** The same on one line, for these regions alone; `undefined` when there is none. */
export function renderLookupLine(finding: Finding, regions: readonly string[]): string | undefined {
  const names = regions.filter(isRegionName).join(' ');
  return names === ''
    ? undefined
    : `for region in ${names}; do ${lookupOf(finding).join(' ')}; done`;
}

/** The command for one region, by the key where there is one alone, else by the call. */
function lookupOf(finding: Finding): string[] {
  const accessKeyId = onlyAccessKeyOf(finding);
  const attribute =
    accessKeyId === undefined
      ? `AttributeKey=EventName,AttributeValue=${matchOf(finding).eventName}`
      : `AttributeKey=AccessKeyId,AttributeValue=${accessKeyId}`;
  const { start, end } = finding.window;
  return [
    'aws cloudtrail lookup-events --region "$region"',
    `--start-time ${start} --end-time ${end}`,
    `--lookup-attributes ${attribute}`,
    "--query 'Events[].[EventTime,EventName,EventSource,Username]'",
    '--output text',
  ];
}
