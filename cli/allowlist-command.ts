import type { Command } from 'commander';
import { checkAllowlist } from '../src/allowlist/check-allowlist';
import { renderReport } from './allowlist-report';
import { type AllowlistFlags, addAsOfFlag, openAllowlist } from './allowlist-source';
import { addDetectionFlags, configFrom, type DetectionFlags } from './detection-flags';
import { EXIT_DONE, EXIT_FINDINGS, exitCodeOf } from './exit-codes';
import { choiceOption } from './output/choice-option';
import { FORMATS, type Format } from './output/formats';
import { addPartFlags, type PartFlags } from './part-flags';
import { PATH_ARGUMENT } from './path-argument';
import { readCdkContext } from './read-cdk-context';
import { replayHistory } from './replay-history';
import type { Terminal } from './terminal';

interface CheckFlags extends AllowlistFlags, DetectionFlags, PartFlags {
  readonly format: Format;
  readonly failOnFindings?: true;
}

const CHECK_NOTES = `
Examples:
  regionsweep allowlist check ./AWSLogs
  regionsweep allowlist check trail.ndjson.gz --allowlist examples/allowlist.json --format ndjson
  regionsweep allowlist check ./AWSLogs --as-of 2026-12-01

The allow-list is the one that is deployed: that of ./cdk.json, else ./allowlist.json. Findings are taken as they stand at
the end, and entries as they are on the day of --as-of, however old the findings are.
Exit codes: 0 done, 1 something could not be read or written, 2 the command, the configuration or the allow-list cannot be used,
3 all was read, and a finding is not covered, with --fail-on-findings, 130 ended by Ctrl-C.`;

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
    .argument('<path...>', PATH_ARGUMENT)
    .option('--allowlist <file>', 'the allow-list (default: that of cdk.json, else allowlist.json)')
    .addOption(
      choiceOption(
        '--format <format>',
        'how the report is written; csv has the findings alone, ndjson one JSON object a line',
        FORMATS,
      ).default('table'),
    )
    .option('--fail-on-findings', `exit with ${EXIT_FINDINGS} when a finding is not covered`)
    .addHelpText('after', CHECK_NOTES);
  addDetectionFlags(addPartFlags(addAsOfFlag(check))).action(
    async (paths: string[], flags: CheckFlags) => {
      finish(await checkHistory(paths, flags, terminal));
    },
  );
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
  const history = await replayHistory(paths, config, { ...flags, store: 'memory' }, terminal);
  const report = checkAllowlist(history.findings, entries, now);
  stdout.write(await renderReport(report, flags.format, terminal));
  history.sumUp();
  const isOpen = report.findings.some(({ cover }) => cover !== 'covered');
  return exitCodeOf(history, flags.failOnFindings === true && isOpen);
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
