import { EXIT_CODES_IN_WORDS } from '../exit-codes';
import { addAsOfFlag } from '../flags/as-of-flag';
import { addAthenaFlags } from '../flags/athena-flags';
import { addDetectionFlags, addNotificationFlags } from '../flags/detection-flags';
import { formatOption } from '../flags/format-option';
import { addPartFlags, PATH_ARGUMENT } from '../flags/part-flags';
import { addReportFlag } from '../output/report-file';
import type { DeclareCommand } from '../terminal';
import { addGridFlags } from './grid-flags';
import type { TuneFlags } from './run-tune';

const NOTES = `
Examples:
  regionsweep tune ./AWSLogs
  regionsweep tune ./AWSLogs --grid-regions 8,10,12 --grid-seconds 30,60
  regionsweep tune ./AWSLogs --format csv > settings.csv
  regionsweep tune ./AWSLogs --report report.html
  regionsweep tune ./AWSLogs --write-context context.json --write-allowlist draft.json

tune tries every combination of the grid in one pass and recommends the best trade-off between coverage and alerts,
compared with the settings in use (./cdk.json and the flags). See docs/tuning.md.
RegionSweep rejects the drafted allow-list until you fill in owner, ticket and reason of each entry.
tune overwrites an existing report, but no other file. A report shows the curves and the findings of the recommended
setting. See docs/report.md.
--format csv writes only the settings.
${EXIT_CODES_IN_WORDS}`;

/** Declares `tune`. */
export const declareTune: DeclareCommand = (program, terminal, finish) => {
  const command = program
    .command('tune')
    .description('try many settings on a CloudTrail history and recommend one')
    .argument('<path...>', PATH_ARGUMENT)
    .addOption(formatOption())
    .option(
      '--write-context <file>',
      'write the recommended context to a file, to paste into cdk.json',
    )
    .option('--write-allowlist <file>', 'write a draft allow-list to a file')
    .option(
      '--allowlist <file>',
      'the allow-list in use (default: the one that cdk.json names, else allowlist.json if it exists)',
    )
    .addHelpText('after', NOTES);
  addDetectionFlags(
    addNotificationFlags(
      addPartFlags(addAthenaFlags(addReportFlag(addAsOfFlag(addGridFlags(command))))),
    ),
  ).action(async (paths: string[], flags: TuneFlags) => {
    const { tuneHistory } = await import('./run-tune');
    finish(await tuneHistory(paths, flags, terminal));
  });
};
