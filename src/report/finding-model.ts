import { isCovered } from '../detection/covered';
import { isDenied } from '../detection/denied';
import type { CappedField, Finding } from '../detection/finding';
import type { Call } from '../detection/model';
import { SEVERITIES } from '../detection/rules/rule';
import { parseEventTime } from '../detection/time';
import {
  firstOf,
  formatDuration,
  formatTime,
  principalName,
  spanSeconds,
} from '../notification/facts';
import { renderInsightsQuery } from '../notification/insights-query';
import { renderLookupCommand } from '../notification/lookup-command';
import { nextSteps } from '../notification/next-steps';
import type { ReadyQuery } from '../notification/ready-query';
import { lookalikesOf, sentenceOf } from '../notification/reasons';
import { remarksOf } from '../notification/remarks';
import { renderAthenaQuery } from '../notification/sql-query';
import type { ReportFact, ReportFinding, ReportLines } from './model';
import { reportText } from './report-text';
import type { SweepCalls } from './sweep-calls';
import type { TextNumbers } from './text-numbers';

/** Entries of a list of the evidence that are shown; the queries have the rest. */
const MAX_LISTED = 12;

const LISTS: readonly (readonly [label: string, field: CappedField])[] = [
  ['Regions', 'regions'],
  ['Accounts', 'accountIds'],
  ['Access keys', 'accessKeyIds'],
  ['Addresses', 'sourceIps'],
  ['User agents, which a caller chooses', 'userAgents'],
  ['Errors', 'errorCodes'],
];

/** A finding as the report has it. */
export function findingModel(
  finding: Finding,
  { calls, leftOut }: SweepCalls,
  numbers: TextNumbers,
): ReportFinding {
  const { evidence, principal, rule, score, severity, window } = finding;
  const start = parseEventTime(window.start) ?? 0;
  return {
    id: reportText(finding.id, 128),
    severity: SEVERITIES.indexOf(severity),
    score,
    rule: numbers.of(rule.id),
    who: numbers.of(reportText(principalName(principal))),
    start,
    end: parseEventTime(window.end) ?? 0,
    regions: evidence.regionCount,
    calls: evidence.callCount,
    denied: evidence.deniedCount,
    marks: marksOf(finding).map(numbers.of),
    facts: factsOf(finding).map(
      ([label, values]): ReportFact => [numbers.of(label), values.map(numbers.of)],
    ),
    reasons: [...finding.reasons.map(sentenceOf), lookalikesOf(finding)].map(numbers.of),
    remarks: remarksOf(finding, reportText).map(numbers.of),
    steps: nextSteps(finding).map(({ text, commands }) =>
      linesOf(text, { lines: commands, remarks: [] }, numbers),
    ),
    queries: [
      linesOf('Athena', renderAthenaQuery(finding), numbers),
      linesOf('CloudWatch Logs Insights', renderInsightsQuery(finding), numbers),
      linesOf('AWS CLI, from the event history', renderLookupCommand(finding), numbers),
    ],
    strip: calls.flatMap((call) => [call.second - start, ...textsOf(call).map(numbers.of)]),
    omittedCalls: leftOut,
  };
}

function marksOf(finding: Finding): string[] {
  return [
    ...(finding.repeatOf === undefined ? [] : ['repeat']),
    ...(isCovered(finding) ? ['on allow-list'] : []),
    ...(finding.evidence.atLeast ? ['at least'] : []),
  ];
}

function factsOf(finding: Finding): [label: string, values: string[]][] {
  const { evidence, principal, rule, window, thresholds } = finding;
  const optional = (label: string, value: string | undefined): [string, string[]][] =>
    value === undefined ? [] : [[label, [reportText(value)]]];
  return [
    ['Rule', [`${rule.name} (${rule.id})`]],
    [
      'Calls',
      [
        `${formatTime(evidence.firstCall)} to ${formatTime(evidence.lastCall)}, within ${formatDuration(spanSeconds(evidence))}`,
      ],
    ],
    [
      'Looked for',
      [
        `${thresholds.minRegions} regions and ${thresholds.minCalls} calls in ${window.windowing} windows of ${window.seconds} s`,
      ],
    ],
    ['Counted by', [principal.kind]],
    ['Type of caller', [reportText(principal.type)]],
    ...optional('ARN', principal.arn),
    ...optional('Role', principal.roleArn),
    ...optional('Session name, which a caller chooses', principal.sessionName),
    ...optional('Counted in', finding.repeatOf),
    ...LISTS.flatMap(([label, field]): [string, string[]][] => {
      const { values, more } = firstOf(evidence, field, field === 'regions' ? 100 : MAX_LISTED);
      const shown = [...values.map((value) => reportText(value)), ...(more ? [more] : [])];
      return shown.length === 0 ? [] : [[label, shown]];
    }),
  ];
}

/** Region, address and outcome of a call. */
function textsOf({ region, caller }: Call): string[] {
  const { errorCode, sourceIp } = caller;
  const outcome =
    errorCode === undefined
      ? 'ok'
      : `${isDenied(caller) ? 'denied' : 'failed'}: ${reportText(errorCode, 96)}`;
  return [reportText(region, 64), sourceIp === undefined ? '' : reportText(sourceIp, 96), outcome];
}

function linesOf(title: string, { lines, remarks }: ReadyQuery, numbers: TextNumbers): ReportLines {
  return [numbers.of(title), lines.map(numbers.of), remarks.map(numbers.of)];
}
