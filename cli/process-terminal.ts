import type { Terminal } from './terminal';

/** The terminal of this process. */
export const PROCESS_TERMINAL: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: () => process.stdin,
  onInterrupt: (listener) => {
    process.once('SIGINT', listener);
    return () => void process.removeListener('SIGINT', listener);
  },
  workingDirectory: process.cwd(),
};
