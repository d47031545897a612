#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { EXIT_DONE, EXIT_FAILURE } from './exit-codes';
import { PROCESS_TERMINAL } from './process-terminal';
import { runCommandLine } from './run-command-line';

// The V8 of Node 20 optimizes functions early, for servers that run for days. In a command of a few seconds, that takes up
// to a third of the processor time, in each thread. Eight times the usual budget keeps it to the functions that are worth
// it. Later versions have no such flag, and complain about it.
if (process.versions.node.startsWith('20.')) {
  setFlagsFromString('--interrupt-budget=1000000');
}

// The AWS SDK is pinned to releases that support Node 20, so its warning about later ones is noise.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// A reader that closes the pipe, such as `head`, is not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') {
    process.exit(EXIT_DONE);
  }
  process.stderr.write(
    `error: Standard output cannot be written: ${error.message}. The output is incomplete.\n`,
  );
  process.exit(EXIT_FAILURE);
});
// Nobody is left to read about it.
process.stderr.on('error', () => {});

void runCommandLine(process.argv.slice(2), PROCESS_TERMINAL).then((exitCode) => {
  process.exitCode = exitCode;
});
