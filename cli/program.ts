import { Command } from 'commander';
import { version } from '../package.json';
import { declareAllowlist } from './allowlist/allowlist-command';
import { declareBackfill } from './backfill/backfill-command';
import { declareCoverage } from './coverage/coverage-command';
import { declareDoctor } from './doctor/doctor-command';
import { declareExplain } from './explain/explain-command';
import { UsageError } from './flags/usage-error';
import { declareIncident } from './incident/incident-command';
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
  regionsweep doctor
  regionsweep coverage
  regionsweep backfill --from 2026-01-30
  regionsweep incident list

regionsweep <command> --help lists the flags of a command, with examples.`;

/** Every command. @param finish takes the exit code of the command that was run. */
export function createProgram(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const program = new Command('regionsweep')
    .description(
      'Finds sweeps of AWS regions in your CloudTrail history, and helps you run the detector.',
    )
    .version(version, '-v, --version')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('Add --help to see the arguments and flags.')
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  declareReplay(program, terminal, finish);
  declareTune(program, terminal, finish);
  declareExplain(program, terminal, finish);
  declareDoctor(program, terminal, finish);
  declareCoverage(program, terminal, finish);
  declareBackfill(program, terminal, finish);
  declareIncident(program, terminal, finish);
  declareRedrive(program, terminal, finish);
  declareAllowlist(program, terminal, finish);
  refuseCompletion(program);
  return program;
}

/** Start-up files of shells may still call it. */
function refuseCompletion(program: Command): void {
  program
    .command('completion', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(() => {
      throw new UsageError(
        'The command completion was removed in 0.2.0 and needs no replacement: regionsweep --help lists the commands, and regionsweep <command> --help the flags. Remove it from the start-up file of your shell.',
      );
    });
}
