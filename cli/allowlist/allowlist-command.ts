import type { Command } from 'commander';
import { EXIT_FINDINGS } from '../exit-codes';
import { type AllowlistFlags, addAsOfFlag } from '../flags/as-of-flag';
import { choiceOption } from '../flags/choice-option';
import { addDetectionFlags } from '../flags/detection-flags';
import { addPartFlags, PATH_ARGUMENT } from '../flags/part-flags';
import { FORMATS } from '../output/formats';
import type { Terminal } from '../terminal';
import type { CheckFlags } from './run-allowlist';

const EXAMPLES = `
Examples:
  regionsweep allowlist validate
  regionsweep allowlist check ./AWSLogs

docs/allowlist.md says how to write one.`;

const CHECK_NOTES = `
Examples:
  regionsweep allowlist check ./AWSLogs
  regionsweep allowlist check trail.ndjson.gz --allowlist draft.json --format ndjson
  regionsweep allowlist check ./AWSLogs --as-of 2026-12-01

The allow-list is the one that is deployed: that of ./cdk.json, else ./allowlist.json. Findings are taken as they stand at
the end, and entries as they are on the day of --as-of, however old the findings are.
Exit codes: 0 done, 1 something could not be read or written, 2 the command, the configuration or the allow-list cannot be used,
3 all was read, and a finding is not covered, with --fail-on-findings, 130 ended by Ctrl-C.`;

const VALIDATE_NOTES = `
Examples:
  regionsweep allowlist validate
  regionsweep allowlist validate draft.json

Entries that have expired, or do within 30 days, are said on standard error; they are no mistake.
Exit codes: 0 it can be deployed, 2 it cannot, or is not there.`;

/** Declares `allowlist check` and `allowlist validate`. @param finish takes the exit code. */
export function declareAllowlist(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  const group = program
    .command('allowlist')
    .description('check the allow-list: sweeps that nobody has to be told of')
    .addHelpText('after', EXAMPLES);
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
      const { checkHistory } = await import('./run-allowlist');
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
      const { validateFile } = await import('./run-allowlist');
      finish(
        await validateFile({ ...(file !== undefined && { allowlist: file }), asOf }, terminal),
      );
    },
  );
}
