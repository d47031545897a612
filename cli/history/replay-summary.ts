import type { RecordTally } from '../../src/detection/cloudtrail/intake';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import { REASON_TEXTS, type Reason } from './reason-texts';

/** The figures of a replay. */
export interface ReplayFigures {
  readonly files: number;
  readonly digestFiles: number;
  readonly insightFiles: number;
  readonly outsideFiles: number;
  readonly calls: { readonly size: number };
  readonly repeatedCalls: number;
  readonly outside: number;
  readonly isInterrupted: boolean;
  readonly tally: RecordTally;
  readonly problems: readonly TrailProblem[];
  readonly findings: number;
  /** Which findings these are, where there may be others. */
  readonly findingsOf?: string | undefined;
  readonly seconds: number;
}

/** The closing lines of a replay, for people. */
export function renderSummary(figures: ReplayFigures): string {
  const { tally } = figures;
  const lines = [
    ...(figures.isInterrupted ? ['interrupted: this is of what was read until then'] : []),
    `files     ${figures.files}${figures.isInterrupted ? ', not all of them read' : ''}${skippedFiles(figures)}`,
    `records   ${tally.records}`,
    `calls     ${figures.calls.size}${figures.repeatedCalls > 0 ? ` (and ${figures.repeatedCalls} repeats, counted once)` : ''}${figures.outside > 0 ? ` (and ${figures.outside} outside what was asked for)` : ''}`,
    ...reasonLines('ignored', tally.ignored),
    ...reasonLines('rejected', tally.rejected),
    `problems  ${figures.problems.length}`,
    `findings  ${figures.findings}${figures.findingsOf === undefined ? '' : ` (${figures.findingsOf})`}`,
    `time      ${figures.seconds.toFixed(1)} s`,
  ];
  return `${lines.join('\n')}\n`;
}

/** One line per problem: where, and what is wrong. */
export function renderProblems(problems: readonly TrailProblem[]): string {
  return problems
    .map(({ file, line, offset, message }) => {
      const position = line === undefined ? `byte ${offset}` : `line ${line}, byte ${offset}`;
      return `problem: ${file}, ${position}: ${message}\n`;
    })
    .join('');
}

function skippedFiles({ digestFiles, insightFiles, outsideFiles }: ReplayFigures): string {
  const files = (count: number): string => (count === 1 ? 'file' : 'files');
  const skipped = [
    ...(digestFiles > 0 ? [`${digestFiles} digest ${files(digestFiles)}`] : []),
    ...(insightFiles > 0 ? [`${insightFiles} ${files(insightFiles)} of Insights`] : []),
    ...(outsideFiles > 0 ? [`${outsideFiles} outside what was asked for`] : []),
  ];
  return skipped.length === 0 ? '' : ` (and ${skipped.join(', ')}, skipped)`;
}

function reasonLines(title: string, reasons: Readonly<Partial<Record<Reason, number>>>): string[] {
  const total = Object.values(reasons).reduce((sum, number) => sum + number, 0);
  const details = Object.entries(reasons)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, number]) => `  ${number} ${reason}: ${REASON_TEXTS[reason as Reason]}`);
  return [`${title.padEnd(9)} ${total}`, ...details];
}
