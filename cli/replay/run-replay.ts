import type { RegionSweepConfig } from '../../src/config/config';
import { shownValue } from '../../src/config/shown-value';
import { type Finding, isCovered } from '../../src/detection/finding';
import { watchedCategories, watchesOf } from '../../src/detection/watched/watch-catalog';
import { buildIncidents, type DetectedIncidents } from '../../src/replay/incidents';
import type { HistoryPart } from '../../src/trail/find/history-part';
import { exitCodeOf } from '../exit-codes';
import { partWarnings } from '../flags/part-flags';
import { UsageError } from '../flags/usage-error';
import { detectInPart } from '../history/detect-history';
import { type HistoryFlags, historyInputs, writeWarnings } from '../history/history-inputs';
import { renderSummary } from '../history/history-summary';
import { type History, readHistory } from '../history/read-history';
import {
  type FindingFormat,
  formatFor,
  INCIDENT_FORMATS,
  type IncidentFormat,
} from '../output/formats';
import { renderFindings } from '../output/render-findings';
import { renderIncidents } from '../output/render-incidents';
import { checkReportFile, type ReportFlags, writeReport } from '../output/report-file';
import type { Terminal } from '../terminal';
import { openStore, type StoreFlags } from './open-store';

/** The flags of `replay`, as given. */
export interface ReplayFlags extends HistoryFlags, StoreFlags, ReportFlags {
  readonly format?: FindingFormat;
  readonly productArn?: string;
  readonly failOnFindings?: true;
  readonly incidents?: true;
}

/** `replay`. @returns the exit code. */
export async function replay(
  paths: readonly string[],
  flags: ReplayFlags,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr, workingDirectory } = terminal;
  const format = formatFor(flags.format, terminal);
  const incidentFormat = flags.incidents === true ? formatOfIncidents(format) : undefined;
  const productWarnings = await checkProduct(flags.productArn, format);
  await checkReportFile(flags, workingDirectory);
  const { config, part, noted, warnings } = await historyInputs(flags, terminal);
  writeWarnings(terminal, [...warnings, ...productWarnings, ...partWarnings(part, config.rules)]);
  const { history, detected } = await detect(paths, part, config, noted, flags, terminal);
  const findings = detected.findings.map(noted);
  const { isWhole } = history;
  stdout.write(
    incidentFormat !== undefined
      ? await renderIncidents(buildIncidents({ ...detected, findings }), incidentFormat, {
          screen: terminal,
          isWhole,
        })
      : await renderFindings(findings, format, {
          screen: terminal,
          notifyFrom: config.notifyFrom,
          isWhole,
          productArn: flags.productArn,
        }),
  );
  stderr.write(renderSummary(history, findings.length));
  await writeReport(
    flags,
    { command: 'replay', findings, history, settings: config.rules },
    terminal,
  );
  const isFound = findings.some((finding) => !isCovered(finding));
  return exitCodeOf(history, flags.failOnFindings === true && isFound);
}

async function detect(
  paths: readonly string[],
  part: HistoryPart,
  config: RegionSweepConfig,
  noted: (finding: Finding) => Finding,
  flags: ReplayFlags,
  terminal: Terminal,
): Promise<{ readonly history: History; readonly detected: DetectedIncidents }> {
  const { store, close } = await openStore(flags, config);
  try {
    const isWatching = flags.incidents === true || flags.report !== undefined;
    const watches = isWatching ? watchesOf(watchedCategories(config.watch)) : [];
    const history = await readHistory(paths, config.rules, part, terminal, flags, watches);
    const watched = { history: history.watched, noted };
    const detected = await detectInPart(history, config, { store, ...(isWatching && { watched }) });
    return { history, detected };
  } finally {
    await close();
  }
}

/**
 * Call it before anything is read. @returns warnings.
 *
 * @throws UsageError when the flags do not fit together, or when the ARN is not that of a default product.
 */
async function checkProduct(
  productArn: string | undefined,
  format: FindingFormat,
): Promise<string[]> {
  if (format === 'asff') {
    const { productWarnings } = await import('../output/asff-product');
    return productWarnings(productArn);
  }
  if (productArn !== undefined) {
    throw new UsageError(
      `--product-arn ${shownValue(productArn)} needs --format asff, and the format is ${format}. Add --format asff, or remove --product-arn.`,
    );
  }
  return [];
}

/** Call it before anything is read. @throws UsageError when incidents cannot be written in the format. */
function formatOfIncidents(format: FindingFormat): IncidentFormat {
  const known = INCIDENT_FORMATS.find((one) => one === format);
  if (known === undefined) {
    throw new UsageError(
      `--incidents cannot write the format ${shownValue(format)}. Use one of ${INCIDENT_FORMATS.join(', ')}, or remove --incidents to write findings.`,
    );
  }
  return known;
}
