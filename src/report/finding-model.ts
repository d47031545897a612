import { type CappedField, type Finding, isCovered } from '../detection/finding';
import { type Call, isDenied } from '../detection/model';
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
import type { ReadyQuery } from '../notification/principal-query';
import { lookalikesOf, sentenceOf } from '../notification/reasons';
import { remarksOf } from '../notification/remarks';
import { renderAthenaQuery } from '../notification/sql-query';
import type { ReportFact, ReportFinding, ReportLines } from './model';
import { reportText } from './report-text';
import type { SweepCalls } from './sweep-calls';
import type { TextNumbers } from './text-numbers';

/** Entries of an evidence list that the report shows; the queries return the rest. */
const MAX_LISTED = 12;

const LISTS: readonly (readonly [label: string, field: CappedField])[] = [
  ['Regions', 'regions'],
  ['Accounts', 'accountIds'],
  ['Access keys', 'accessKeyIds'],
  ['Source IPs', 'sourceIps'],
  ['User agents (chosen by the caller)', 'userAgents'],
  ['Error codes', 'errorCodes'],
];

/** A finding in the form that the report needs. @param incident index of its incident in the report. */
export function findingModel(
  finding: Finding,
  incident: number,
  { calls, leftOut }: SweepCalls,
  numbers: TextNumbers,
): ReportFinding {
  const { evidence, principal, rule, score, severity, window } = finding;
  const start = parseEventTime(window.start) ?? 0;
  return {
    id: reportText(finding.id, 128),
    incident,
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
      linesOf('AWS CLI (event history)', renderLookupCommand(finding), numbers),
    ],
    strip: calls.flatMap((call) => [call.second - start, ...textsOf(call).map(numbers.of)]),
    omittedCalls: leftOut,
  };
}

function marksOf(finding: Finding): string[] {
  return [
    ...(isCovered(finding) ? ['covered by allow-list'] : []),
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
      'Thresholds',
      [
        `${thresholds.minRegions} regions and ${thresholds.minCalls} calls within ${window.seconds} s (${window.windowing} windows)`,
      ],
    ],
    ['Grouped by', [principal.kind]],
    ['Caller type', [reportText(principal.type)]],
    ...optional('ARN', principal.arn),
    ...optional('Role', principal.roleArn),
    ...optional('Session name (chosen by the caller)', principal.sessionName),
    ['Incident', [reportText(finding.incidentId, 128)]],
    ...LISTS.flatMap(([label, field]): [string, string[]][] => {
      const { values, more } = firstOf(evidence, field, field === 'regions' ? 100 : MAX_LISTED);
      const shown = [...values.map((value) => reportText(value)), ...(more ? [more] : [])];
      return shown.length === 0 ? [] : [[label, shown]];
    }),
  ];
}

/** Region, source IP and outcome of a call. */
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
