import type { RecordTally } from '../src/detection/cloudtrail/intake';
import type { IgnoreReason, RejectReason } from '../src/detection/cloudtrail/parse-call';
import type { TrailProblem } from '../src/trail/read-trail-file';

/** The figures of a replay. */
export interface ReplayFigures {
  readonly files: number;
  readonly digestFiles: number;
  readonly calls: readonly unknown[];
  readonly repeatedCalls: number;
  readonly tally: RecordTally;
  readonly problems: readonly TrailProblem[];
  readonly findings: number;
  readonly seconds: number;
}

/** What the reasons mean to the person who reads them. */
const REASON_TEXTS: Readonly<Record<IgnoreReason | RejectReason, string>> = {
  'other-event': 'another event than those the rules look for',
  'other-event-type': 'a copy of a call, such as that of a VPC endpoint',
  'rule-disabled': 'a call of a rule that is switched off',
  'source-mismatch': 'the event bus names another source than the record',
  'account-mismatch': 'the event bus names another account than the record',
  'digest-file': 'a digest file, which holds no records',
  'not-a-record': 'no CloudTrail record: eventSource or eventName is missing',
  'unreadable-record-text': 'CloudTrailEvent holds text that is not JSON',
  'missing-event-time': 'eventTime is missing',
  'unreadable-event-time': 'eventTime is no time such as 2026-01-31T23:59:59Z',
  'missing-region': 'awsRegion is missing',
  'unreadable-region': 'awsRegion is no text',
  'missing-event-id': 'eventID is missing',
  'unreadable-event-id': 'eventID is no text',
};

/** The closing lines of a replay, for people. */
export function renderSummary(figures: ReplayFigures): string {
  const { tally } = figures;
  const lines = [
    `files     ${figures.files}${figures.digestFiles > 0 ? ` (and ${figures.digestFiles} digest files, skipped)` : ''}`,
    `records   ${tally.records}`,
    `calls     ${figures.calls.length}${figures.repeatedCalls > 0 ? ` (and ${figures.repeatedCalls} repeats, counted once)` : ''}`,
    ...reasonLines('ignored', tally.ignored),
    ...reasonLines('rejected', tally.rejected),
    `problems  ${figures.problems.length}`,
    `findings  ${figures.findings}`,
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

function reasonLines(
  title: string,
  reasons: Readonly<Partial<Record<IgnoreReason | RejectReason, number>>>,
): string[] {
  const total = Object.values(reasons).reduce((sum, number) => sum + number, 0);
  const details = Object.entries(reasons)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([reason, number]) =>
        `  ${number} ${reason}: ${REASON_TEXTS[reason as IgnoreReason | RejectReason]}`,
    );
  return [`${title.padEnd(9)} ${total}`, ...details];
}
