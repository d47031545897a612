import { Command } from 'commander';
import { version } from '../package.json';
import { declareAllowlist } from './allowlist/allowlist-command';
import { declareCompletion } from './completion-command';
import { declareExplain } from './explain/explain-command';
import { declareRedrive } from './redrive/redrive-command';
import { declareReplay } from './replay/replay-command';
import type { Terminal } from './terminal';
import { declareTune } from './tune/tune-command';

const EXAMPLES = `
Examples:
  regionsweep replay ./AWSLogs
  regionsweep tune ./AWSLogs
  regionsweep explain ./AWSLogs --principal build-uploader
  regionsweep allowlist check ./AWSLogs
  eval "$(regionsweep completion bash)"

regionsweep <command> --help has the flags and more examples.`;

/** Every command there is. @param finish takes the exit code of the command that was run. */
export function createProgram(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const program = new Command('regionsweep')
    .description(
      'Finds sweeps of AWS regions in CloudTrail histories, and helps to run the detector.',
    )
    .version(version)
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('Run it with --help for the commands and their flags.')
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  declareReplay(program, terminal, finish);
  declareTune(program, terminal, finish);
  declareExplain(program, terminal, finish);
  declareRedrive(program, terminal, finish);
  declareAllowlist(program, terminal, finish);
  declareCompletion(program, terminal, finish);
  return program;
}
