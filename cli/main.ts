#!/usr/bin/env node
import { EXIT_DONE, EXIT_FAILURE } from './exit-codes';
import { PROCESS_TERMINAL } from './process-terminal';
import { runCommandLine } from './run-command-line';

// The AWS SDK is pinned to releases that support Node 20; its notice of later ones is no news to the user.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') {
    process.exit(EXIT_DONE);
  }
  process.stderr.write(
    `error: The output cannot be written to standard output: ${error.message}. What was written is not whole.\n`,
  );
  process.exit(EXIT_FAILURE);
});
// Nobody is left to tell of it.
process.stderr.on('error', () => {});

void runCommandLine(process.argv.slice(2), PROCESS_TERMINAL).then((exitCode) => {
  process.exitCode = exitCode;
});
