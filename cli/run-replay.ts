import { configFrom } from './config-from-flags';
import type { DetectionFlags } from './detection-flags';
import { exitCodeOf } from './exit-codes';
import { type FindingFormat, formatFor } from './output/formats';
import { renderFindings } from './output/render-findings';
import type { PartFlags } from './part-flags';
import { readCdkContext } from './read-cdk-context';
import { replayHistory } from './replay-history';
import { refuseOtherFile, writeReport } from './report-file';
import type { ReportFlags } from './report-flag';
import type { StoreKind } from './store-flag';
import type { Terminal } from './terminal';

/** What the flags of `replay` hold, as given. */
export interface ReplayFlags extends DetectionFlags, PartFlags, ReportFlags {
  readonly format?: FindingFormat;
  readonly failOnFindings?: true;
  readonly store: StoreKind;
  readonly endpoint?: string;
}

/** `replay`. @returns the exit code. */
export async function replay(
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
