import { coverOf, withCover } from '../../src/allowlist/cover-of';
import { shownValue } from '../../src/config/shown-value';
import { isCovered } from '../../src/detection/covered';
import { exitCodeOf } from '../exit-codes';
import { findAllowlist } from '../flags/allowlist-source';
import type { AllowlistFlags } from '../flags/as-of-flag';
import { configFrom } from '../flags/config-from-flags';
import type { DetectionFlags, NotificationFlags } from '../flags/detection-flags';
import type { PartFlags } from '../flags/part-flags';
import { readCdkContext } from '../flags/read-cdk-context';
import { UsageError } from '../flags/usage-error';
import { type FindingFormat, formatFor } from '../output/formats';
import { refuseMissingFolder } from '../output/missing-folder';
import { renderFindings } from '../output/render-findings';
import { refuseOtherFile, writeReport } from '../output/report-file';
import type { ReportFlags } from '../output/report-flag';
import type { Terminal } from '../terminal';
import { replayHistory } from './replay-history';
import type { StoreKind } from './store-flag';

/** What the flags of `replay` hold, as given. */
export interface ReplayFlags
  extends DetectionFlags,
    NotificationFlags,
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
  const { DERIVED_PRODUCT_WARNING, productProblem } = await import('../output/asff-product');
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
