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
import { shownKey, shownValue } from '../../src/config/shown-value';
import type { Finding } from '../../src/detection/finding';
import type { Call, RuleSettings } from '../../src/detection/model';
import type { RuleId } from '../../src/detection/rules/rule-catalog';
import type { ReportModel } from '../../src/report/model';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import { historySpanOf } from '../../src/tuning/history-span';
import type { TuneReport } from '../../src/tuning/tune';
import { UsageError } from '../flags/usage-error';
import type { Terminal } from '../terminal';
import type { ReportFlags } from './report-flag';

/** What came of a history. */
interface Reported {
  readonly command: ReportModel['command'];
  readonly findings: readonly Finding[];
  readonly history: {
    readonly calls: Iterable<Call>;
    readonly isInterrupted: boolean;
    readonly remarks: readonly string[];
    readonly problems: readonly TrailProblem[];
  };
  readonly settings: Readonly<Record<RuleId, RuleSettings>>;
  readonly tuning?: TuneReport | undefined;
}

/**
 * To be asked before anything is read.
 *
 * @throws UsageError where there is a file that is no report.
 */
export async function refuseOtherFile({ report }: ReportFlags, folder: string): Promise<void> {
  if (report === undefined || !existsSync(path.resolve(folder, report))) {
    return;
  }
  const { isReport, REPORT_HEAD_LENGTH } = await import('../../src/report/html-page');
  if (!isReport(headOf(path.resolve(folder, report), REPORT_HEAD_LENGTH))) {
    throw new UsageError(
      `--report writes over nothing but reports: received ${shownValue(report)}, which is there and is none. Name a report, or a file that is not there.`,
    );
  }
}

/**
 * Writes the report that was asked for, if any. What is there stays as it is until the new one is whole.
 *
 * @throws Error when it cannot be written.
 */
export async function writeReport(
  { report }: ReportFlags,
  { command, findings, history, settings, tuning }: Reported,
  { stderr, workingDirectory }: Terminal,
): Promise<void> {
  if (report === undefined) {
    return;
  }
  // Loaded on demand: few runs write one.
  const { htmlPage } = await import('../../src/report/html-page');
  const { reportModel } = await import('../../src/report/report-model');
  const { pageScript } = await import('./page-script');
  const model = reportModel({
    command,
    findings,
    calls: history.calls,
    span: historySpanOf(history.calls),
    settings,
    isInterrupted: history.isInterrupted,
    remarks: history.remarks,
    problems: history.problems.map(({ file, message }) => `${file}: ${message}`),
    now: Date.now(),
    ...(tuning && { tuning }),
  });
  const page = htmlPage({ model, script: await pageScript(), sha256 });
  writeWhole(path.resolve(workingDirectory, report), page, report);
  stderr.write(`written: ${shownKey(report)}\n`);
}

/** The beginning of a file; nothing of what is no file. */
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
      `The report cannot be written to ${shownKey(shownAs)}: ${(error as Error).message}. What was found is written as ever; name another file, or make room.`,
      { cause: error },
    );
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
