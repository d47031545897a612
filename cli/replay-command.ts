import type { Command } from 'commander';
import { addDetectionFlags, configFrom, type DetectionFlags } from './detection-flags';
import { EXIT_FINDINGS, exitCodeOf } from './exit-codes';
import { choiceOption } from './output/choice-option';
import {
  DEFAULT_FORMAT_IN_WORDS,
  FINDING_FORMATS,
  type FindingFormat,
  formatFor,
} from './output/formats';
import { renderFindings } from './output/render-findings';
import { addPartFlags, type PartFlags } from './part-flags';
import { PATH_ARGUMENT } from './path-argument';
import { readCdkContext } from './read-cdk-context';
import { replayHistory } from './replay-history';
import { addReportFlag, type ReportFlags, refuseOtherFile, writeReport } from './report-file';
import { STORE_KINDS, type StoreKind } from './store-flag';
import type { Terminal } from './terminal';

interface ReplayFlags extends DetectionFlags, PartFlags, ReportFlags {
  readonly format?: FindingFormat;
  readonly failOnFindings?: true;
  readonly store: StoreKind;
  readonly endpoint?: string;
}

const EXAMPLES = `
Examples:
  regionsweep replay examples/sample-trail
  regionsweep replay ./AWSLogs --min-regions 12 --windowing tumbling
  regionsweep replay ./AWSLogs --format csv > findings.csv
  regionsweep replay ./AWSLogs --format ndjson --fail-on-findings > findings.ndjson
  regionsweep replay ./AWSLogs --report report.html
  regionsweep replay s3://my-trail/AWSLogs/ --from 2026-01-01 --to 2026-01-31 --accounts 111122223333
  regionsweep replay 'logs/**/*_us-east-1_*.json.gz' --from 2026-01-31T09:00+01:00
  gunzip -c trail.ndjson.gz | regionsweep replay -
  regionsweep replay trail.ndjson.gz --rule get-service-quota --store dynamodb

The settings are those of ./cdk.json, if there is one; flags win.
Paths are relative to the folder the command runs in, which under npm run is that of package.json.
Buckets are read with the credentials that the AWS command line would use; s3:ListBucket and s3:GetObject are needed.
Folders and objects of other accounts, regions and days are not opened: a file is, if it was delivered until 24 hours
after --to. Digest files and those of CloudTrail Insights are skipped.
Ctrl-C ends the reading, and writes what was found until then.
A report holds plots, a table to sort and filter, the calls of each finding and ready queries: docs/report.md.
Records that are rejected are counted by reason and are no failure.
Exit codes: 0 done, 1 something could not be read or written, 2 the command or the configuration cannot be used,
3 all was read, and there are findings, with --fail-on-findings, 130 ended by Ctrl-C.`;

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
        `how findings are written; ndjson and ocsf are one JSON object a line (default: ${DEFAULT_FORMAT_IN_WORDS})`,
        FINDING_FORMATS,
      ),
    )
    .option('--fail-on-findings', `exit with ${EXIT_FINDINGS} when there is a finding`)
    .addOption(
      choiceOption('--store <store>', 'where state is kept meanwhile', STORE_KINDS).default(
        'memory',
      ),
    )
    .option(
      '--endpoint <url>',
      'with --store dynamodb: a DynamoDB to use instead of the embedded one',
    )
    .addHelpText('after', EXAMPLES);
  addDetectionFlags(addPartFlags(addReportFlag(command))).action(
    async (paths: string[], flags: ReplayFlags) => {
      finish(await replay(paths, flags, terminal));
    },
  );
}

async function replay(
  paths: readonly string[],
  flags: ReplayFlags,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr, workingDirectory } = terminal;
  await refuseOtherFile(flags, workingDirectory);
  const { config, warnings } = configFrom(flags, await readCdkContext(workingDirectory));
  for (const warning of warnings) {
    stderr.write(`warning: ${warning}\n`);
  }
  const history = await replayHistory(paths, config, flags, terminal);
  const { findings } = history;
  stdout.write(await renderFindings(findings, formatFor(flags.format, terminal), terminal));
  history.sumUp();
  await writeReport(flags, { findings, history, settings: config.rules }, terminal);
  return exitCodeOf(history, flags.failOnFindings === true && findings.length > 0);
}
