import { principalLabel } from '../../src/detection/principal-label';
import type { Severity } from '../../src/detection/rules/rule';
import { formatSecond } from '../../src/detection/time';
import type { ExplainedCall, Explanation } from '../../src/explain/explain';
import { verdictOf } from '../../src/explain/verdict';
import { userAgentFamily } from '../../src/tuning/user-agent-family';
import type { Format } from '../output/formats';
import { indentedJson, jsonLines } from '../output/json-text';
import { renderCsv } from '../output/render-csv';
import { renderTable } from '../output/render-table';
import type { Column, CsvColumns } from '../output/table';
import { terminalText } from '../output/terminal-text';
import type { Screen } from '../terminal';

/** Calls per principal that the table lists; the other formats list all. */
const MAX_CALLS = 200;

interface CallRow extends ExplainedCall {
  readonly explanation: Explanation;
}

/** Explanations as text that ends with a line feed. */
export async function renderExplanations(
  explanations: readonly Explanation[],
  notifyFrom: Severity,
  format: Format,
  screen: Screen,
): Promise<string> {
  switch (format) {
    case 'csv':
      return renderCsv(CSV_COLUMNS, explanations.flatMap(rowsOf));
    case 'json':
      return indentedJson(explanations.map((one) => record(one, notifyFrom)));
    case 'ndjson':
      return jsonLines(explanations.map((one) => record(one, notifyFrom)));
    case 'table': {
      const pages = explanations.map((one) => page(one, notifyFrom, screen));
      return (await Promise.all(pages)).join('\n');
    }
  }
}

function rowsOf(explanation: Explanation): CallRow[] {
  return explanation.calls.map((one) => ({ ...one, explanation }));
}

function record(explanation: Explanation, notifyFrom: Severity): object {
  const {
    calls,
    nearest,
    incidentFindings: _incidentFindings,
    incidents: _incidents,
    ...others
  } = explanation;
  return {
    ...others,
    nearest: withTimes(nearest),
    verdict: verdictOf(explanation, notifyFrom),
    calls: calls.map(({ call: { ruleId: _ruleId, second, ...call }, window, ...rest }) => ({
      time: formatSecond(second),
      ...call,
      ...(window && { window: withTimes(window) }),
      ...rest,
    })),
  };
}

function withTimes(window: Explanation['nearest']): object {
  return { ...window, start: formatSecond(window.start), end: formatSecond(window.end) };
}

async function page(
  explanation: Explanation,
  notifyFrom: Severity,
  screen: Screen,
): Promise<string> {
  const { ruleId, principal, calls, callsInAll } = explanation;
  const rows = rowsOf(explanation).slice(0, MAX_CALLS);
  const table = await renderTable(CALL_COLUMNS, rows, screen);
  const more = calls.length > rows.length ? `… and ${calls.length - rows.length} more calls\n` : '';
  const verdict = verdictOf(explanation, notifyFrom)
    .map((line) => `${terminalText(line)}\n`)
    .join('');
  return `${ruleId}, ${terminalText(principalLabel(principal))}: ${calls.length} of ${callsInAll} calls\n${verdict}${table}${more}`;
}

const CALL_COLUMNS: readonly Column<CallRow>[] = [
  { title: 'time', value: ({ call }) => formatSecond(call.second) },
  { title: 'region', value: ({ call }) => call.region },
  {
    title: 'nearest window',
    value: ({ window }) =>
      window === undefined
        ? 'not kept: bucket full'
        : `from ${formatSecond(window.start).slice(11)}`,
  },
  {
    title: 'regions',
    value: ({ window, explanation }) => countText(window?.regions, explanation.settings.minRegions),
  },
  {
    title: 'calls',
    value: ({ window, explanation }) => countText(window?.calls, explanation.settings.minCalls),
  },
  { title: 'windows', value: ({ windows }) => windows },
  {
    title: 'found',
    value: ({ findingId }) => (findingId ? 'yes' : ''),
    emphasis: () => 'warning',
  },
  { title: 'error', value: ({ call }) => call.caller.errorCode ?? '' },
  { title: 'source IP', value: ({ call }) => call.caller.sourceIp ?? '' },
  { title: 'tool', value: ({ call }) => userAgentFamily(call.caller.userAgent ?? '') },
  { title: 'event', value: ({ call }) => call.eventId, isElastic: true },
];

function countText(count: number | undefined, needed: number): string {
  return count === undefined ? '' : `${count} (${needed} needed)`;
}

const CSV_COLUMNS: CsvColumns<CallRow> = [
  ['rule', ({ call }) => call.ruleId],
  ['principal', ({ explanation }) => explanation.principal.key],
  ['time', ({ call }) => formatSecond(call.second)],
  ['region', ({ call }) => call.region],
  ['eventId', ({ call }) => call.eventId],
  ['windowStart', ({ window }) => (window ? formatSecond(window.start) : '')],
  ['windowRegions', ({ window }) => window?.regions ?? ''],
  ['windowCalls', ({ window }) => window?.calls ?? ''],
  ['windows', ({ windows }) => windows],
  ['isKept', ({ isKept }) => String(isKept)],
  ['findingId', ({ findingId }) => findingId ?? ''],
  ['arn', ({ call }) => call.caller.arn ?? ''],
  ['errorCode', ({ call }) => call.caller.errorCode ?? ''],
  ['sourceIp', ({ call }) => call.caller.sourceIp ?? ''],
  ['userAgent', ({ call }) => call.caller.userAgent ?? ''],
];
