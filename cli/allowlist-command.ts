import { type Command, Option } from 'commander';
import { checkAllowlist } from '../src/allowlist/check-allowlist';
import { REPORT_FORMATS, type ReportFormat, renderReport } from './allowlist-report';
import { type AllowlistFlags, addAsOfFlag, openAllowlist } from './allowlist-source';
import { addDetectionFlags, configFrom, type DetectionFlags } from './detection-flags';
import { EXIT_DONE, EXIT_FAILURE } from './exit-codes';
import { readCdkContext } from './read-cdk-context';
import { replayHistory } from './replay-history';
import type { Terminal } from './terminal';

interface CheckFlags extends AllowlistFlags, DetectionFlags {
  readonly format: ReportFormat;
}

const CHECK_NOTES = `
Examples:
  regionsweep allowlist check ./AWSLogs
  regionsweep allowlist check trail.ndjson.gz --allowlist examples/allowlist.json --format ndjson
  regionsweep allowlist check ./AWSLogs --as-of 2026-12-01

The allow-list is the one that is deployed: that of ./cdk.json, else ./allowlist.json. Findings are taken as they stand at
the end, and entries as they are on the day of --as-of, however old the findings are.
Exit codes: 0 done, 1 something could not be read or written, 2 the command, the configuration or the allow-list cannot be used.`;

const VALIDATE_NOTES = `
Examples:
  regionsweep allowlist validate
  regionsweep allowlist validate examples/allowlist.json

Entries that have expired, or do within 30 days, are said on standard error; they are no mistake.
Exit codes: 0 it can be deployed, 2 it cannot, or is not there.`;

/** Declares \`allowlist check\` and \`allowlist validate\`. @param finish takes the exit code. */
export function declareAllowlist(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  const group = program
    .command('allowlist')
    .description('check the allow-list: sweeps that nobody has to be told of');
  const check = group
    .command('check')
    .description('say what an allow-list would have covered in a CloudTrail history')
    .argument(
      '<path...>',
      'files of any name, or folders with .json, .ndjson or .jsonl files, also with .gz',
    )
    .option('--allowlist <file>', 'the allow-list (default: that of cdk.json, else allowlist.json)')
    .addOption(
      new Option(
        '--format <format>',
        'how the report is written: for people, or one JSON object a line',
      )
        .choices(REPORT_FORMATS)
        .default('table'),
    )
    .addHelpText('after', CHECK_NOTES);
  addDetectionFlags(addAsOfFlag(check)).action(async (paths: string[], flags: CheckFlags) => {
    finish(await checkHistory(paths, flags, terminal));
  });
  const validate = group
    .command('validate')
    .description('say whether an allow-list can be deployed, and what is wrong with it')
    .argument('[file]', 'the allow-list (default: that of cdk.json, else allowlist.json)')
    .addHelpText('after', VALIDATE_NOTES);
  addAsOfFlag(validate).action(
    async (file: string | undefined, { asOf }: Pick<AllowlistFlags, 'asOf'>) => {
      finish(
        await validateFile({ ...(file !== undefined && { allowlist: file }), asOf }, terminal),
      );
    },
  );
}

async function checkHistory(
  paths: readonly string[],
  flags: CheckFlags,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr, workingDirectory } = terminal;
  const context = await readCdkContext(workingDirectory);
  const { config, warnings } = configFrom(flags, context);
  const { entries, now, ...allowlist } = openAllowlist(flags, context, workingDirectory);
  for (const warning of [...warnings, ...allowlist.warnings]) {
    stderr.write(`warning: ${warning}\n`);
  }
  const history = await replayHistory(paths, config, { store: 'memory' }, terminal);
  stdout.write(renderReport(checkAllowlist(history.findings, entries, now), flags.format));
  history.sumUp();
  return history.isWhole ? EXIT_DONE : EXIT_FAILURE;
}

async function validateFile(flags: AllowlistFlags, terminal: Terminal): Promise<number> {
  const { stdout, stderr, workingDirectory } = terminal;
  const context = await readCdkContext(workingDirectory);
  const { file, entries, warnings } = openAllowlist(flags, context, workingDirectory);
  for (const warning of warnings) {
    stderr.write(`warning: ${warning}\n`);
  }
  const count = entries.length === 1 ? '1 entry' : `${entries.length} entries`;
  stdout.write(`${file} can be deployed: ${count}.\n`);
  return EXIT_DONE;
}
