import { coverOf, withCover } from '../src/allowlist/cover-of';
import { shownValue } from '../src/config/shown-value';
import { isCovered } from '../src/detection/covered';
import { findAllowlist } from './allowlist-source';
import type { AllowlistFlags } from './as-of-flag';
import { configFrom } from './config-from-flags';
import type { DetectionFlags, TellingFlags } from './detection-flags';
import { exitCodeOf } from './exit-codes';
import { refuseMissingFolder } from './missing-folder';
import { type FindingFormat, formatFor } from './output/formats';
import { renderFindings } from './output/render-findings';
import type { PartFlags } from './part-flags';
import { readCdkContext } from './read-cdk-context';
import { replayHistory } from './replay-history';
import { refuseOtherFile, writeReport } from './report-file';
import type { ReportFlags } from './report-flag';
import type { StoreKind } from './store-flag';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

/** What the flags of `replay` hold, as given. */
export interface ReplayFlags
  extends DetectionFlags,
    TellingFlags,
    AllowlistFlags,
    PartFlags,
    ReportFlags {
  readonly format?: FindingFormat;
  readonly productArn?: string;
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
  const format = formatFor(flags.format, terminal);
  const productWarnings = await checkProduct(flags.productArn, format);
  refuseMissingFolder({ '--report': flags.report }, workingDirectory);
  await refuseOtherFile(flags, workingDirectory);
  const context = await readCdkContext(workingDirectory);
  const { config, warnings } = configFrom(flags, context);
  const { entries, now, ...allowlist } = findAllowlist(flags, context, workingDirectory);
  for (const warning of [...warnings, ...allowlist.warnings, ...productWarnings]) {
    stderr.write(`warning: ${warning}\n`);
  }
  const history = await replayHistory(paths, config, flags, terminal);
  const findings = history.findings.map((finding) =>
    withCover(finding, coverOf(finding, entries, now)),
  );
  stdout.write(
    await renderFindings(findings, format, {
      terminal,
      notifyFrom: config.notifyFrom,
      productArn: flags.productArn,
    }),
  );
  history.sumUp();
  await writeReport(
    flags,
    { command: 'replay', findings, history, settings: config.rules },
    terminal,
  );
  const isFound = findings.some((finding) => !isCovered(finding));
  return exitCodeOf(history, flags.failOnFindings === true && isFound);
}

/**
 * To be asked before anything is read. @returns warnings.
 *
 * @throws UsageError when the flags do not fit together, or the ARN is none of a default product.
 */
async function checkProduct(
  productArn: string | undefined,
  format: FindingFormat,
): Promise<string[]> {
  if (format !== 'asff') {
    if (productArn !== undefined) {
      throw new UsageError(
        `--product-arn needs --format asff: received ${shownValue(productArn)} with --format ${format}. Add the one or leave out the other.`,
      );
    }
    return [];
  }
  const { DERIVED_PRODUCT_WARNING, productProblem } = await import('./output/asff-product');
  if (productArn === undefined) {
    return [DERIVED_PRODUCT_WARNING];
  }
  const problem = productProblem(productArn);
  if (problem !== undefined) {
    throw new UsageError(
      `--product-arn is no product of Security Hub: received ${shownValue(productArn)}. ${problem}`,
    );
  }
  return [];
}
