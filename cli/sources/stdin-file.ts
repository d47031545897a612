import type { HistoryFile } from '../../src/replay/collect-calls';
import { UsageError } from '../flags/usage-error';
import type { Terminal } from '../terminal';

export function isStdin(path: string): boolean {
  return path === '-';
}

/** Standard input as a file. @throws UsageError when it is a terminal. */
export function stdinFile({ stdin }: Pick<Terminal, 'stdin'>): HistoryFile {
  const blocks = stdin();
  if (blocks.isTTY === true) {
    throw new UsageError(
      'The path - means standard input, which is a terminal here. Pipe or redirect a file into it, as in: gunzip -c trail.json.gz | regionsweep replay -',
    );
  }
  const source = { kind: 'stream', name: 'standard input', blocks } as const;
  return { bytes: 0, open: () => source };
}
