import { checkAllowlist } from '../../src/allowlist/check-allowlist';
import { isExpired } from '../../src/allowlist/note-of';
import { EXIT_DONE, exitCodeOf } from '../exit-codes';
import { openAllowlist } from '../flags/allowlist-source';
import type { AllowlistFlags } from '../flags/as-of-flag';
import { partWarnings } from '../flags/part-flags';
import { readCdkContext } from '../flags/read-cdk-context';
import { detectInPart } from '../history/detect-history';
import { type HistoryFlags, historyInputs, writeWarnings } from '../history/history-inputs';
import { renderSummary } from '../history/history-summary';
import { readHistory } from '../history/read-history';
import type { Format } from '../output/formats';
import type { Terminal } from '../terminal';
import { renderReport } from './allowlist-report';

/** The flags of `allowlist check`, as given. */
export interface CheckFlags extends HistoryFlags {
  readonly format: Format;
  readonly failOnFindings?: true;
}

/** `allowlist check`. @returns the exit code. */
export async function checkHistory(
  paths: readonly string[],
  flags: CheckFlags,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr } = terminal;
  const { config, part, entries, now, warnings } = await historyInputs(flags, terminal, true);
  writeWarnings(terminal, [...warnings, ...partWarnings(part, config.rules)]);
  const history = await readHistory(paths, config.rules, part, terminal, flags);
  const { findings } = await detectInPart(history, config);
  const report = checkAllowlist(findings, entries, now);
  stdout.write(await renderReport(report, flags.format, terminal));
  stderr.write(renderSummary(history, findings.length));
  const isOpen = report.findings.some(({ cover }) => cover !== 'covered');
  return exitCodeOf(history, flags.failOnFindings === true && isOpen);
}

/** `allowlist validate`. @returns the exit code. */
export async function validateFile(flags: AllowlistFlags, terminal: Terminal): Promise<number> {
  const { stdout, workingDirectory } = terminal;
  const context = await readCdkContext(workingDirectory);
  const { file, entries, warnings, now } = openAllowlist(flags, context, workingDirectory);
  writeWarnings(terminal, warnings);
  const count = entries.length === 1 ? '1 entry' : `${entries.length} entries`;
  const expired = entries.filter((entry) => isExpired(entry, now)).length;
  const stopped =
    expired === 0
      ? ''
      : `; ${expired} of ${entries.length} expired and no longer ${expired === 1 ? 'covers' : 'cover'} anything`;
  stdout.write(`${file} can be deployed: ${count}${stopped}.\n`);
  return EXIT_DONE;
}
