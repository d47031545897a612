import { EXIT_CODES_IN_WORDS } from '../exit-codes';
import { addAsOfFlag } from '../flags/as-of-flag';
import { addAthenaFlags } from '../flags/athena-flags';
import { addDetectionFlags, addNotificationFlags } from '../flags/detection-flags';
import { formatOption } from '../flags/format-option';
import { addPartFlags, PATH_ARGUMENT } from '../flags/part-flags';
import type { DeclareCommand } from '../terminal';
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

explain shows whether the calls were a sweep, and why; its incident; which signals set the severity; what the allow-list
says; and each call with the window that comes nearest to the thresholds. It shows at most ${MAX_EXPLAINED} principals, those with findings first.
Without --at it covers the whole history; with --at, ${WINDOWS_AROUND} windows before and after that time (at least ${MIN_SECONDS_AROUND / 60} min).
${EXIT_CODES_IN_WORDS}`;

/** Declares `explain`. */
export const declareExplain: DeclareCommand = (program, terminal, finish) => {
  const command = program
    .command('explain')
    .description('show why the calls of a principal were a sweep or not')
    .argument('<path...>', PATH_ARGUMENT)
    .requiredOption(
      '--principal <pattern>',
      'ARN of the caller or its role, principal key, access key ID, or part of one; or a glob with * and ? that matches one',
    )
    .option(
      '--at <time>',
      `only the calls around this time, such as 2026-03-17T14:30:00Z: ${WINDOWS_AROUND} windows before and after it, at least ${MIN_SECONDS_AROUND / 60} min`,
    )
    .addOption(formatOption())
    .option(
      '--allowlist <file>',
      'the allow-list (default: the one that cdk.json names, else allowlist.json if it exists)',
    )
    .addHelpText('after', NOTES);
  addDetectionFlags(
    addNotificationFlags(addPartFlags(addAthenaFlags(addAsOfFlag(command)))),
  ).action(async (paths: string[], flags: ExplainFlags) => {
    const { explainHistory } = await import('./run-explain');
    finish(await explainHistory(paths, flags, terminal));
  });
};
