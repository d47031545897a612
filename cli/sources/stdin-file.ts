import type { HistoryFile } from '../../src/replay/collect-calls';
import { UsageError } from '../flags/usage-error';
import type { Terminal } from '../terminal';

/** How standard input is named in problems. */
const NAME = 'standard input';

export function isStdin(path: string): boolean {
  return path === '-';
}

/** Standard input as a file. @throws UsageError where it is a keyboard. */
export function stdinFile({ stdin }: Pick<Terminal, 'stdin'>): HistoryFile {
  const blocks = stdin();
  if (blocks.isTTY === true) {
    throw new UsageError(
      'The path - is standard input, and nothing is piped into it: received a terminal. Allowed is a pipe or a file, such as: gunzip -c trail.json.gz | regionsweep replay -',
    );
  }
  const source = { kind: 'stream', name: NAME, blocks } as const;
  return { bytes: 0, open: () => source };
}
