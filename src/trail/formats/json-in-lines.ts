import type { TextBlock } from '../gunzip';
import { parsedJson } from './json-texts';
import { linesIn } from './lines-in';
import type { TextFault, TextRow } from './text-row';

/** Lines at the beginning of a text that decide. Programs may write some words before the first record. */
const LINES_THAT_DECIDE = 20;

/**
 * Whether lines of a text have JSON after something else: the time of an export task of CloudWatch Logs, the prefix of
 * syslog, or the columns of the text output of the AWS CLI.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3ExportTasksConsole.html
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html#text-output
 */
export function isJsonInLines(beginning: string): boolean {
  const lines = beginning.split('\n').slice(0, LINES_THAT_DECIDE);
  return lines.some((line) => {
    const found = jsonIn(line);
    // Without words or a time before it, it is the reader of JSON that finds what is wrong.
    return found !== undefined && /\w/.test(line.slice(0, found.start));
  });
}

/** The JSON in each line. A line without JSON is a fault, unless it is empty or about a resource. */
export async function* readJsonInLines(
  blocks: AsyncIterable<TextBlock>,
): AsyncGenerator<TextRow | TextFault> {
  for await (const { text, ...place } of linesIn(blocks)) {
    if (text === undefined) {
      yield { ...place, fault: 'This line is too long to be a record' };
      continue;
    }
    const found = jsonIn(text);
    if (found !== undefined) {
      // A time, syslog and the columns of the AWS CLI have no such bracket.
      if (text.slice(0, found.start).includes('}')) {
        yield { ...place, fault: 'Before the record, this line holds JSON that is broken' };
      }
      yield { ...place, value: found.value };
    } else if (text.trim() !== '' && !/^(?:RESOURCES|SEARCHEDLOGSTREAMS)\t|^None$/.test(text)) {
      yield { ...place, fault: 'This line holds no record as JSON' };
    }
  }
}

/** The JSON object in a line, up to its last bracket: columns may follow it. */
function jsonIn(line: string): { readonly value: unknown; readonly start: number } | undefined {
  const start = line.indexOf('{"');
  const parsed = start < 0 ? undefined : parsedJson(line.slice(start, line.lastIndexOf('}') + 1));
  return parsed && { ...parsed, start };
}
