import type { Command } from 'commander';
import { addAsOfFlag } from '../flags/as-of-flag';
import { choiceOption } from '../flags/choice-option';
import { addDetectionFlags, addNotificationFlags } from '../flags/detection-flags';
import { addPartFlags, PATH_ARGUMENT } from '../flags/part-flags';
import { DEFAULT_FORMAT_IN_WORDS, FORMATS } from '../output/formats';
import type { Terminal } from '../terminal';
import {
  type ExplainFlags,
  MAX_EXPLAINED,
  MIN_SECONDS_AROUND,
  WINDOWS_AROUND,
} from './explain-flags';

const NOTES = `
Examples:
  regionsweep explain ./AWSLogs --principal arn:aws:iam::111122223333:user/build-uploader
  regionsweep explain ./AWSLogs --principal '*:assumed-role/web-tier/*' --at 2026-03-17T14:30:00Z
  regionsweep explain ./AWSLogs --principal erin --rule describe-instances --min-regions 8

It shows each call, of the windows that the call falls in the one nearest to the thresholds, and why a sweep was found or
not, with the signals of its severity and what the allow-list says. At most ${MAX_EXPLAINED} principals are shown, those with findings first.
Without --at it shows the whole history; with it, ${WINDOWS_AROUND} windows before and after that time, and no less than
${MIN_SECONDS_AROUND / 60} minutes.
Exit codes: 0 done, 1 something could not be read or written, 2 the command or the configuration cannot be used,
130 ended by Ctrl-C.`;

/** Declares \`explain\`. @param finish takes the exit code. */
export function declareExplain(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command('explain')
    .description('show the calls of a principal, and why they were a sweep or not')
    .argument('<path...>', PATH_ARGUMENT)
    .requiredOption(
      '--principal <pattern>',
      'ARN of the caller or its role, principal key, access key, or a part of one; or a glob with * and ? for all of it',
    )
    .option(
      '--at <time>',
      `the time to look around, such as 2026-03-17T14:30:00Z: ${WINDOWS_AROUND} windows before and after it, and no less than ${MIN_SECONDS_AROUND / 60} minutes`,
    )
    .addOption(
      choiceOption(
        '--format <format>',
        `how it is written; ndjson is one JSON object a line (default: ${DEFAULT_FORMAT_IN_WORDS})`,
        FORMATS,
      ),
    )
    .option(
      '--allowlist <file>',
      'the allow-list (default: that of cdk.json, else allowlist.json, if it is there)',
    )
    .addHelpText('after', NOTES);
  addDetectionFlags(addNotificationFlags(addPartFlags(addAsOfFlag(command)))).action(
    async (paths: string[], flags: ExplainFlags) => {
      const { explainHistory } = await import('./run-explain');
      finish(await explainHistory(paths, flags, terminal));
    },
  );
}
