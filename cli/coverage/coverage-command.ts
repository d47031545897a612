import { addTargetFlags } from '../deployment/target-flags';
import { choiceOption } from '../flags/choice-option';
import { DEFAULT_FORMAT_IN_WORDS } from '../output/formats';
import type { DeclareCommand } from '../terminal';
import { COVERAGE_FORMATS, type CoverageFlags, DEFAULT_DAYS, MAX_DAYS } from './coverage-flags';

const NOTES = `
Examples:
  AWS_PROFILE=security AWS_REGION=eu-central-1 regionsweep coverage
  regionsweep coverage --silent
  regionsweep coverage --days 7 --format csv > coverage.csv

A row is an account, region and day (UTC), with the files that the trail brought.
"by EventBridge" is the share of the calls in these files that EventBridge had brought
by then; calls that nobody can judge are left out of it. Lags are upper bounds: of the
trail from call to reading, for the first call of each file; of EventBridge from call
to arrival, for the first call of each window.
A place is silent if it brought files for days, and now none: for twice as long as ever
in the last week, and for 3 h at least. Silent places come first, then the smallest
shares. An hour is complete 30 min after its end.
It needs a deployment with collection "trail" or "both".
Exit codes: 0 done, 1 the table could not be read, 2 usage error, 3 no file of the trail
was read in this time.`;

/** Declares `coverage`. */
export const declareCoverage: DeclareCommand = (program, terminal, finish) => {
  addTargetFlags(program.command('coverage'))
    .description('show how calls reached your deployment, by account, region and day')
    .option('--days <number>', `how many days, 1 to ${MAX_DAYS}`, String(DEFAULT_DAYS))
    .option('--silent', 'only places that have fallen silent')
    .addOption(
      choiceOption(
        '--format <format>',
        `output format (default: ${DEFAULT_FORMAT_IN_WORDS})`,
        COVERAGE_FORMATS,
      ),
    )
    .addHelpText('after', NOTES)
    .action(async (flags: CoverageFlags) => {
      const { showCoverage } = await import('./run-coverage');
      finish(await showCoverage(flags, terminal));
    });
};
