import { EXIT_FINDINGS } from '../exit-codes';
import { addAsOfFlag } from '../flags/as-of-flag';
import { addAthenaFlags } from '../flags/athena-flags';
import { choiceOption } from '../flags/choice-option';
import { addDetectionFlags, addNotificationFlags } from '../flags/detection-flags';
import { addPartFlags, PATH_ARGUMENT } from '../flags/part-flags';
import { DEFAULT_FORMAT_IN_WORDS, FINDING_FORMATS } from '../output/formats';
import { addReportFlag } from '../output/report-file';
import type { DeclareCommand } from '../terminal';
import { STORE_KINDS } from './open-store';
import type { ReplayFlags } from './run-replay';

const NOTES = `
Examples:
  regionsweep replay ./AWSLogs --report report.html
  regionsweep replay ./AWSLogs --min-regions 12 --window-seconds 60
  regionsweep replay s3://my-trail/AWSLogs/ --from 2026-01-01 --to 2026-01-31
  regionsweep replay lookup: --report report.html
  regionsweep replay athena:security.cloudtrail_logs --from 2026-01-01 --to 2026-01-31
  regionsweep replay 'logs/**/*_us-east-1_*.json.gz' --format csv > findings.csv
  regionsweep replay ./AWSLogs --incidents --format json
  gunzip -c trail.json.gz | regionsweep replay - --fail-on-findings

Settings come from ./cdk.json, if there is one; flags override them.
S3 needs your AWS credentials with s3:ListBucket and s3:GetObject. docs/athena.md lists those for Athena.
lookup: reads the last 90 days of one account. It needs cloudtrail:LookupEvents and ec2:DescribeRegions.
Ctrl-C stops reading and reports the findings so far.
Exit codes: 0 done, 1 failure, 2 usage error, 3 findings, 130 Ctrl-C.
docs/cli.md explains the exit codes and the output.`;

/** Declares `replay`. */
export const declareReplay: DeclareCommand = (program, terminal, finish) => {
  const command = program
    .command('replay')
    .description('find sweeps in your CloudTrail history')
    .argument('<path...>', PATH_ARGUMENT)
    .addOption(
      choiceOption(
        '--format <format>',
        `output format (default: ${DEFAULT_FORMAT_IN_WORDS})`,
        FINDING_FORMATS,
      ),
    )
    .option(
      '--product-arn <arn>',
      'with --format asff: the Security Hub product (default: that of the account of each finding, in the first region of its partition)',
    )
    .option(
      '--incidents',
      'write incidents instead of findings: the sweeps of one identity, and its watched calls',
    )
    .option(
      '--fail-on-findings',
      `exit with ${EXIT_FINDINGS} if the allow-list does not cover a finding`,
    )
    .addOption(
      choiceOption('--store <store>', 'where to keep state', STORE_KINDS).default('memory'),
    )
    .option('--endpoint <url>', 'with --store dynamodb: DynamoDB URL (default: an embedded one)')
    .option(
      '--allowlist <file>',
      'the allow-list (default: the one that cdk.json names, else allowlist.json if it exists)',
    )
    .addHelpText('after', NOTES);
  addDetectionFlags(
    addNotificationFlags(addPartFlags(addAthenaFlags(addReportFlag(addAsOfFlag(command))))),
  ).action(async (paths: string[], flags: ReplayFlags) => {
    // Loaded on demand, as by every command: help does not need it.
    const { replay } = await import('./run-replay');
    finish(await replay(paths, flags, terminal));
  });
};
