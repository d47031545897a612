import type { Command } from 'commander';
import { addDetectionFlags, configFrom, type DetectionFlags } from './detection-flags';
import { EXIT_DONE, EXIT_FAILURE, EXIT_FINDINGS } from './exit-codes';
import { choiceOption } from './output/choice-option';
import {
  DEFAULT_FORMAT_IN_WORDS,
  FINDING_FORMATS,
  type FindingFormat,
  formatFor,
} from './output/formats';
import { renderFindings } from './output/render-findings';
import { readCdkContext } from './read-cdk-context';
import { replayHistory } from './replay-history';
import { STORE_KINDS, type StoreKind } from './store-flag';
import type { Terminal } from './terminal';

interface ReplayFlags extends DetectionFlags {
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
  regionsweep replay trail.ndjson.gz --rule get-service-quota --store dynamodb

The settings are those of ./cdk.json, if there is one; flags win.
Paths are relative to the folder the command runs in, which under npm run is that of package.json.
Records that are rejected are counted by reason and are no failure.
Exit codes: 0 done, 1 something could not be read or written, 2 the command or the configuration cannot be used,
3 all was read, and there are findings, with --fail-on-findings.`;

/** Declares \`replay\`. @param finish takes the exit code. */
export function declareReplay(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  const command = program
    .command('replay')
    .description('find the sweeps in a CloudTrail history')
    .argument(
      '<path...>',
      'files of any name, or folders with .json, .ndjson or .jsonl files, also with .gz',
    )
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
  addDetectionFlags(command).action(async (paths: string[], flags: ReplayFlags) => {
    finish(await replay(paths, flags, terminal));
  });
}

async function replay(
  paths: readonly string[],
  flags: ReplayFlags,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr, workingDirectory } = terminal;
  const { config, warnings } = configFrom(flags, await readCdkContext(workingDirectory));
  for (const warning of warnings) {
    stderr.write(`warning: ${warning}\n`);
  }
  const { findings, isWhole, sumUp } = await replayHistory(paths, config, flags, terminal);
  stdout.write(await renderFindings(findings, formatFor(flags.format, terminal), terminal));
  sumUp();
  if (!isWhole) {
    return EXIT_FAILURE;
  }
  return flags.failOnFindings && findings.length > 0 ? EXIT_FINDINGS : EXIT_DONE;
}
