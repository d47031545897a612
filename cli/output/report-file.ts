import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { shownKey, shownValue } from '../../src/config/shown-value';
import type { Finding } from '../../src/detection/finding';
import type { Incident } from '../../src/detection/incident/incident';
import type { RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { ReportModel } from '../../src/report/model';
import { partInWords } from '../../src/trail/find/history-part';
import { historySpanOf } from '../../src/tuning/history-span';
import type { TuneReport } from '../../src/tuning/tune';
import { bundledProgram } from '../bundled-programs';
import { UsageError } from '../flags/usage-error';
import type { History } from '../history/read-history';
import type { Terminal } from '../terminal';

/** What {@link addReportFlag} adds. */
export interface ReportFlags {
  readonly report?: string;
}

/** Adds `--report`. */
export function addReportFlag(command: Command): Command {
  return command.option(
    '--report <file>',
    'also write a self-contained HTML report (an earlier report is overwritten)',
  );
}

/** Call it before anything is read. @throws UsageError where `--report` names a file that cannot be a report. */
export async function checkReportFile({ report }: ReportFlags, folder: string): Promise<void> {
  refuseMissingFolder({ '--report': report }, folder);
  if (report === undefined || !existsSync(path.resolve(folder, report))) {
    return;
  }
  const { isReport, REPORT_HEAD_LENGTH } = await import('../../src/report/html-page');
  if (!isReport(headOf(path.resolve(folder, report), REPORT_HEAD_LENGTH))) {
    throw new UsageError(
      `--report only overwrites RegionSweep reports, and ${shownValue(report)} is something else. Choose another file name.`,
    );
  }
}

/**
 * Call it before anything is read.
 *
 * @param files what is to be written, by flag.
 * @throws UsageError where a file would be in a folder that does not exist.
 */
export function refuseMissingFolder(
  files: Readonly<Record<string, string | undefined>>,
  workingDirectory: string,
): void {
  for (const [flag, file] of Object.entries(files)) {
    if (file === undefined) {
      continue;
    }
    const folder = path.dirname(path.resolve(workingDirectory, file));
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UsageError(
        `${flag}: the folder of ${shownValue(file)} does not exist. Create it first, or choose a file in an existing folder.`,
      );
    }
  }
}

/** What a report shows. */
interface Reported {
  readonly command: ReportModel['command'];
  readonly findings: readonly Finding[];
  /** @default the findings of each incident alone */
  readonly incidents?: readonly Incident[];
  readonly history: Pick<
    History,
    'calls' | 'callsInPart' | 'isInterrupted' | 'isWhole' | 'part' | 'problems' | 'warnings'
  >;
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly tuning?: TuneReport | undefined;
}

/**
 * Writes the report that `--report` asks for, if any. An earlier one stays until the new one is complete.
 *
 * @throws Error when it cannot be written.
 */
export async function writeReport(
  { report }: ReportFlags,
  { command, findings, incidents, history, settings, tuning }: Reported,
  { stderr, workingDirectory }: Terminal,
): Promise<void> {
  if (report === undefined) {
    return;
  }
  // Loaded on demand: few runs write one.
  const { htmlPage } = await import('../../src/report/html-page');
  const { reportModel } = await import('../../src/report/report-model');
  const part = partInWords(history.part);
  const model = reportModel({
    command,
    findings,
    incidents,
    calls: history.calls,
    span: historySpanOf(history.callsInPart),
    isWhole: history.isWhole,
    settings,
    isInterrupted: history.isInterrupted,
    remarks: [...(part === undefined ? [] : [`Only: ${part}.`]), ...history.warnings],
    problems: history.problems.map(({ file, message }) => `${file}: ${message}`),
    now: Date.now(),
    ...(tuning && { tuning }),
  });
  const page = htmlPage({ model, script: await bundledProgram('page'), sha256 });
  writeWhole(path.resolve(workingDirectory, report), page, report);
  stderr.write(`written: ${shownKey(report)}\n`);
}

/** The first characters of a file; empty for a folder or a device. */
function headOf(file: string, length: number): string {
  if (!statSync(file).isFile()) {
    return '';
  }
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(descriptor, head)).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}

function writeWhole(file: string, text: string, shownAs: string): void {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    writeFileSync(unfinished, text, { flag: 'wx' });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new Error(
      `The report cannot be written to ${shownKey(shownAs)}: ${(error as Error).message}. All other output is complete; free some space, or choose another file.`,
      { cause: error },
    );
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
