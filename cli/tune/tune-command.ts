import type { Command } from 'commander';
import { addAsOfFlag } from '../flags/as-of-flag';
import { choiceOption } from '../flags/choice-option';
import { addDetectionFlags, addNotificationFlags } from '../flags/detection-flags';
import { addPartFlags, PATH_ARGUMENT } from '../flags/part-flags';
import { DEFAULT_FORMAT_IN_WORDS, FORMATS } from '../output/formats';
import { addReportFlag } from '../output/report-file';
import type { Terminal } from '../terminal';
import { addGridFlags } from './grid-flags';
import type { TuneFlags } from './run-tune';

const NOTES = `
Examples:
  regionsweep tune ./AWSLogs
  regionsweep tune ./AWSLogs --grid-regions 8,10,12 --grid-seconds 30,60
  regionsweep tune ./AWSLogs --format csv > settings.csv
  regionsweep tune ./AWSLogs --report report.html
  regionsweep tune ./AWSLogs --write-context context.json --write-allowlist draft.json

Every value of a list is tried with every value of the others, in one pass. What is in use (./cdk.json and the flags) is
compared with the knee: where what is still seen, less the noise, is greatest. docs/tuning.md says how to read it.
Drafted entries of an allow-list are refused until owner, ticket and reason are filled in. No file is written over,
but for a report: it holds the curves, and the findings of the recommended setting (docs/report.md).
In csv there are the settings alone.
Exit codes: 0 done, 1 something could not be read or written, 2 the command or the configuration cannot be used,
130 ended by Ctrl-C.`;

/** Declares \`tune\`. @param finish takes the exit code. */
export function declareTune(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command('tune')
    .description('try many settings on a CloudTrail history, and say which suits it')
    .argument('<path...>', PATH_ARGUMENT)
    .addOption(
      choiceOption(
        '--format <format>',
        `how the result is written; ndjson is one JSON object a line (default: ${DEFAULT_FORMAT_IN_WORDS})`,
        FORMATS,
      ),
    )
    .option('--write-context <file>', 'write the recommended context there, to paste into cdk.json')
    .option('--write-allowlist <file>', 'write the draft of an allow-list there')
    .option(
      '--allowlist <file>',
      'the allow-list in use (default: that of cdk.json, else allowlist.json, if it is there)',
    )
    .addHelpText('after', NOTES);
  addDetectionFlags(
    addNotificationFlags(addPartFlags(addReportFlag(addAsOfFlag(addGridFlags(command))))),
  ).action(async (paths: string[], flags: TuneFlags) => {
    const { tuneHistory } = await import('./run-tune');
    finish(await tuneHistory(paths, flags, terminal));
  });
}
