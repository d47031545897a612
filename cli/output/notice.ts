import type { Terminal } from '../terminal';

/** From the beginning of the line, erase it. */
const ERASE_LINE = '\r\u001b[K';

/** Writes a line to standard error. On a terminal it replaces the progress bar, which appears again below it. */
export function writeNotice({ stderr }: Pick<Terminal, 'stderr'>, text: string): void {
  stderr.write(`${stderr.isTTY === true ? ERASE_LINE : ''}${text}\n`);
}
