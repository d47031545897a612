import type { TextBlock } from '../gunzip';
import { csvHeadOf, readCsv } from './csv';
import { isJsonInLines, readJsonInLines } from './json-in-lines';
import { parsedJson } from './json-texts';
import type { TextFault, TextRow } from './text-row';

export type { TextFault, TextRow } from './text-row';

/**
 * The rows of a text that is not JSON: CSV, lines with a time before the JSON, the text output of the AWS CLI.
 *
 * @param first the beginning of the text, which decides.
 * @returns undefined if the text is in none of these formats.
 */
export function rowsIn(
  first: Buffer,
  blocks: AsyncIterable<TextBlock>,
): AsyncIterable<TextRow | TextFault> | undefined {
  const beginning = first
    .toString()
    .replace(/^\ufeff/, '')
    .trimStart();
  if (isJson(beginning)) {
    return undefined;
  }
  if (isJsonInLines(beginning)) {
    return readJsonInLines(blocks);
  }
  const head = csvHeadOf(beginning);
  return head && readCsv(head, blocks);
}

function isJson(beginning: string): boolean {
  if (/^[{[]/.test(beginning)) {
    return true;
  }
  const parsed = parsedJson(beginning.split('\n', 1)[0] ?? '');
  // A text in quotes may also be the name of the only column.
  return typeof parsed?.value === 'string' ? /^[{[]/.test(parsed.value) : parsed !== undefined;
}
