import { someNames } from '../../src/trail/find/some-names';
import type { TrailProblem } from '../../src/trail/read-trail-file';
import type { History } from './read-history';
import { REASON_TEXTS, type Reason } from './reason-texts';

/**
 * What standard error shows after the results: what could not be read, the figures, and warnings.
 *
 * @param setting the setting that the findings are of, where several were tried.
 */
export function renderSummary(history: History, findings: number, setting?: string): string {
  const { isInterrupted, tally, callsInPart, problems, repeatedCalls, outside, skipped } = history;
  const seconds = (performance.now() - history.startedAt) / 1000;
  const skippedFiles = details('skipped:', [
    [skipped.digest, counted(skipped.digest, 'digest file')],
    [skipped.insight, counted(skipped.insight, 'Insights file')],
    [skipped.outside, `${skipped.outside} filtered out by name`],
    [skipped.other, `${skipped.other} left out by name: ${someNames(skipped.otherNames)}`],
  ]);
  const otherCalls = details('and', [
    [repeatedCalls, counted(repeatedCalls, 'duplicate')],
    [outside, `${outside} filtered out`],
  ]);
  const lines = [
    ...problems.map(problemLine),
    ...(isInterrupted ? ['interrupted: these are the results of what was read so far'] : []),
    `files     ${history.files}${isInterrupted ? ', not all read' : ''}${skippedFiles}`,
    `records   ${tally.records}`,
    `calls     ${callsInPart.size}${otherCalls}`,
    ...reasonLines('ignored', tally.ignored),
    ...reasonLines('rejected', tally.rejected),
    ...history.scans.map((scan) => `athena    ${scan}`),
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

/** The texts of the counts that are not zero, in brackets. */
function details(
  lead: string,
  counts: readonly (readonly [count: number, text: string])[],
): string {
  const texts = counts.filter(([count]) => count > 0).map(([, text]) => text);
  return texts.length === 0 ? '' : ` (${lead} ${texts.join(', ')})`;
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
