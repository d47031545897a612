import { CommanderError } from 'commander';
import { ConfigError } from '../src/config/config-error';
import { TrailPathError } from '../src/trail/find/trail-path-error';
import { EXIT_DONE, EXIT_FAILURE, EXIT_USAGE } from './exit-codes';
import { UsageError } from './flags/usage-error';
import { createProgram } from './program';
import type { Terminal } from './terminal';

/** Runs a command and turns every outcome into an exit code. */
export async function runCommandLine(
  parameters: readonly string[],
  terminal: Terminal,
): Promise<number> {
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
