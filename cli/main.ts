#!/usr/bin/env node
import { CommanderError } from 'commander';
import { ConfigError } from '../src/config/config-error';
import { TrailPathError } from '../src/trail/find/trail-path-error';
import { EXIT_DONE, EXIT_FAILURE, EXIT_USAGE } from './exit-codes';
import { UsageError } from './flags/usage-error';
import { PROCESS_TERMINAL } from './process-terminal';
import { createProgram } from './program';
import type { Terminal } from './terminal';

/** Runs a command and turns every outcome into an exit code. */
async function main(parameters: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = EXIT_DONE;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help is not an error. Everything else is a usage error, which commander has printed.
      return error.exitCode === 0 ? EXIT_DONE : EXIT_USAGE;
    }
    const isUsage = [UsageError, ConfigError, TrailPathError].some((type) => error instanceof type);
    terminal.stderr.write(`error: ${(error as Error).message}\n`);
    return isUsage ? EXIT_USAGE : EXIT_FAILURE;
  }
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

void main(process.argv.slice(2), PROCESS_TERMINAL).then((exitCode) => {
  process.exitCode = exitCode;
});
