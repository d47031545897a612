import type { Command } from 'commander';
import { EXIT_FINDINGS } from '../exit-codes';
import { addAsOfFlag } from '../flags/as-of-flag';
import { choiceOption } from '../flags/choice-option';
import { addDetectionFlags, addNotificationFlags } from '../flags/detection-flags';
import { addPartFlags } from '../flags/part-flags';
import { PATH_ARGUMENT } from '../history/path-argument';
import { DEFAULT_FORMAT_IN_WORDS, FINDING_FORMATS } from '../output/formats';
import { addReportFlag } from '../output/report-flag';
import type { Terminal } from '../terminal';
import type { ReplayFlags } from './run-replay';
import { STORE_KINDS } from './store-flag';

const EXAMPLES = `
Examples:
  regionsweep replay ./AWSLogs
  regionsweep replay ./AWSLogs --min-regions 12 --windowing tumbling
  regionsweep replay ./AWSLogs --format csv > findings.csv
  regionsweep replay ./AWSLogs --format ndjson --fail-on-findings > findings.ndjson
  regionsweep replay ./AWSLogs --report report.html
  regionsweep replay ./AWSLogs --notify-from medium --renotify-minutes 240 --format table
  regionsweep replay s3://my-trail/AWSLogs/ --from 2026-01-01 --to 2026-01-31 --accounts 111122223333
  regionsweep replay 'logs/**/*_us-east-1_*.json.gz' --from 2026-01-31T09:00+01:00
  gunzip -c trail.ndjson.gz | regionsweep replay -
  regionsweep replay trail.ndjson.gz --rule get-service-quota --store dynamodb

The settings are those of ./cdk.json, if there is one; flags win.
Paths are relative to the folder the command runs in, which under npm run is that of package.json.
Buckets are read with the credentials that the AWS command line would use; s3:ListBucket and s3:GetObject are needed.
Folders and objects of other accounts, regions and days are not opened: a file is, if it was delivered until 24 hours
after --to. Digest files and those of CloudTrail Insights are skipped.
A table and csv say whether people would be told of a finding (notifyFrom, renotifyMinutes), or why not: a ticket is that of
the entry of the allow-list that covers it. Covered findings are findings; allowlist check tells them apart.
Ctrl-C ends the reading, and writes what was found until then.
A report holds plots, a table to sort and filter, the calls of each finding and ready queries: docs/report.md.
Records that are rejected are counted by reason and are no failure.
Exit codes: 0 done, 1 something could not be read or written, 2 the command or the configuration cannot be used,
3 all was read, and a finding is not covered, with --fail-on-findings, 130 ended by Ctrl-C.`;

/** Declares \`replay\`. @param finish takes the exit code. */
export function declareReplay(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command('replay')
    .description('find the sweeps in a CloudTrail history')
    .argument('<path...>', PATH_ARGUMENT)
    .addOption(
      choiceOption(
        '--format <format>',
        `how findings are written; ndjson, ocsf and asff are one JSON object a line (default: ${DEFAULT_FORMAT_IN_WORDS})`,
        FINDING_FORMATS,
      ),
    )
    .option(
      '--product-arn <arn>',
      'with --format asff: the default product of the hub, arn:aws:securityhub:<region>:<account>:product/<account>/default (default: that of the account a finding is about, in us-east-1)',
    )
    .option(
      '--fail-on-findings',
      `exit with ${EXIT_FINDINGS} when there is a finding that the allow-list does not cover`,
    )
    .addOption(
      choiceOption('--store <store>', 'where state is kept meanwhile', STORE_KINDS).default(
        'memory',
      ),
    )
    .option(
      '--endpoint <url>',
      'with --store dynamodb: a DynamoDB to use instead of the embedded one',
    )
    .option(
      '--allowlist <file>',
      'the allow-list in use (default: that of cdk.json, else allowlist.json, if it is there)',
    )
    .addHelpText('after', EXAMPLES);
  addDetectionFlags(addNotificationFlags(addPartFlags(addReportFlag(addAsOfFlag(command))))).action(
    async (paths: string[], flags: ReplayFlags) => {
      // Loaded on demand, as by every command: help and completion wait for none of it.
      const { replay } = await import('./run-replay');
      finish(await replay(paths, flags, terminal));
    },
  );
}
