import { styleText } from 'node:util';
import type { Screen } from '../terminal';
import type { Emphasis } from './table';

const STYLES = {
  alarm: ['bold', 'red'],
  warning: ['yellow'],
  faint: ['dim'],
} as const satisfies Record<Emphasis, readonly string[]>;

/**
 * Colours on a terminal that has them, unless `NO_COLOR` is set. Anywhere else, the text as it is. Colours only repeat
 * what the text says.
 *
 * @see https://no-color.org/
 */
export function paintFor(
  { stdout }: Screen,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): (text: string, emphasis: Emphasis | undefined) => string {
  const isPainted =
    stdout.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  return (text, emphasis) =>
    isPainted && emphasis !== undefined
      ? styleText([...STYLES[emphasis]], text, { validateStream: false })
      : text;
}
