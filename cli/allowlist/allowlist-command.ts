import { EXIT_FINDINGS } from '../exit-codes';
import { type AllowlistFlags, addAsOfFlag } from '../flags/as-of-flag';
import { addAthenaFlags } from '../flags/athena-flags';
import { choiceOption } from '../flags/choice-option';
import { addDetectionFlags } from '../flags/detection-flags';
import { addPartFlags, PATH_ARGUMENT } from '../flags/part-flags';
import { FORMATS } from '../output/formats';
import type { DeclareCommand } from '../terminal';
import type { CheckFlags } from './run-allowlist';

const EXAMPLES = `
Examples:
  regionsweep allowlist validate
  regionsweep allowlist check ./AWSLogs

See docs/allowlist.md for how to write one.`;

const CHECK_NOTES = `
Examples:
  regionsweep allowlist check ./AWSLogs
  regionsweep allowlist check trail.ndjson.gz --allowlist draft.json --format ndjson
  regionsweep allowlist check ./AWSLogs --as-of 2026-12-01

By default, the command checks the allow-list that would be deployed: the one that ./cdk.json names, else ./allowlist.json.
Findings count in their final state, and entries expire as of --as-of, however old the findings are.
Exit codes: 0 done, 1 something could not be read or written, 2 invalid command, configuration or allow-list,
3 with --fail-on-findings: everything was read and a finding is not covered, 130 stopped by Ctrl-C.`;

const VALIDATE_NOTES = `
Examples:
  regionsweep allowlist validate
  regionsweep allowlist validate draft.json

Entries that have expired or expire within 30 days cause a warning on standard error, not a failure.
Exit codes: 0 it can be deployed, 2 it cannot or does not exist.`;

/** Declares `allowlist check` and `allowlist validate`. */
export const declareAllowlist: DeclareCommand = (program, terminal, finish) => {
  const group = program
    .command('allowlist')
    .description('check the allow-list of harmless sweeps')
    .addHelpText('after', EXAMPLES);
  const check = group
    .command('check')
    .description('show what an allow-list would have covered in a CloudTrail history')
    .argument('<path...>', PATH_ARGUMENT)
    .option(
      '--allowlist <file>',
      'the allow-list (default: the one that cdk.json names, else allowlist.json)',
    )
    .addOption(
      choiceOption(
        '--format <format>',
        'output format; csv has only the findings, ndjson one JSON object per line',
        FORMATS,
      ).default('table'),
    )
    .option('--fail-on-findings', `exit with ${EXIT_FINDINGS} when a finding is not covered`)
    .addHelpText('after', CHECK_NOTES);
  addDetectionFlags(addPartFlags(addAthenaFlags(addAsOfFlag(check)))).action(
    async (paths: string[], flags: CheckFlags) => {
      const { checkHistory } = await import('./run-allowlist');
      finish(await checkHistory(paths, flags, terminal));
    },
  );
  const validate = group
    .command('validate')
    .description('check whether an allow-list can be deployed, and list its problems')
    .argument(
      '[file]',
      'the allow-list (default: the one that cdk.json names, else allowlist.json)',
    )
    .addHelpText('after', VALIDATE_NOTES);
  addAsOfFlag(validate).action(
    async (file: string | undefined, { asOf }: Pick<AllowlistFlags, 'asOf'>) => {
      const { validateFile } = await import('./run-allowlist');
      finish(
        await validateFile({ ...(file !== undefined && { allowlist: file }), asOf }, terminal),
      );
    },
  );
};
