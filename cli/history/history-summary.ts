import type { TrailProblem } from '../../src/trail/read-trail-file';
import type { History } from './read-history';
import { REASON_TEXTS, type Reason } from './reason-texts';

/**
 * What standard error shows after the results: what could not be read, the figures, and warnings.
 *
 * @param setting the setting that the findings are of, where several were tried.
 */
export function renderSummary(history: History, findings: number, setting?: string): string {
  const { isInterrupted, tally, calls, problems } = history;
  const seconds = (performance.now() - history.startedAt) / 1000;
  const lines = [
    ...problems.map(problemLine),
    ...(isInterrupted ? ['interrupted: these are the results of what was read so far'] : []),
    `files     ${history.files}${isInterrupted ? ', not all read' : ''}${skippedFiles(history)}`,
    `records   ${tally.records}`,
    `calls     ${calls.size}${otherCalls(history)}`,
    ...reasonLines('ignored', tally.ignored),
    ...reasonLines('rejected', tally.rejected),
    `problems  ${problems.length}`,
    `findings  ${findings}${setting === undefined ? '' : ` (${setting})`}`,
    `time      ${seconds.toFixed(1)} s`,
    ...history.warnings.map((warning) => `warning: ${warning}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Where a problem is, and what it is. */
function problemLine({ file, line, offset, message }: TrailProblem): string {
  const position = line === undefined ? `byte ${offset}` : `line ${line}, byte ${offset}`;
  return `problem: ${file}, ${position}: ${message}`;
}

function otherCalls({ repeatedCalls, outside }: History): string {
  const others = [
    ...(repeatedCalls > 0 ? [counted(repeatedCalls, 'duplicate')] : []),
    ...(outside > 0 ? [`${outside} filtered out`] : []),
  ];
  return others.length === 0 ? '' : ` (and ${others.join(', ')})`;
}

function skippedFiles({ skipped: { digest, insight, outside } }: History): string {
  const skipped = [
    ...(digest > 0 ? [counted(digest, 'digest file')] : []),
    ...(insight > 0 ? [counted(insight, 'Insights file')] : []),
    ...(outside > 0 ? [`${outside} filtered out by name`] : []),
  ];
  return skipped.length === 0 ? '' : ` (skipped: ${skipped.join(', ')})`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function reasonLines(title: string, reasons: Readonly<Partial<Record<Reason, number>>>): string[] {
  const total = Object.values(reasons).reduce((sum, number) => sum + number, 0);
  const details = Object.entries(reasons)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, number]) => `  ${number} ${reason}: ${REASON_TEXTS[reason as Reason]}`);
  return [`${title.padEnd(9)} ${total}`, ...details];
}
